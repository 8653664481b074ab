internal import Telemetry

/// Jumps that lead to traces.
extension Correlator {
  func tracesFromMetric(_ anchor: Anchor) throws(Refusal) -> [Jump] {
    var jumps: [Jump] = []
    if let exemplar = bestExemplar(of: anchor), let id = exemplar.traceID {
      for target in try exemplarTargets(exemplar, of: anchor) {
        jumps.append(
          Jump(
            to: .traces, source: target.id,
            query: .trace(id, hint: TimeRange(around: exemplar.time, margin: .hours(1))),
            strength: .identity, reason: exemplarReason(exemplar, of: anchor),
            landing: Landing(moment: exemplar.time, spanID: exemplar.spanID)))
      }
    }
    let targets = try targets(.tempo, for: .traces)
    if let service = names.service(of: anchor) {
      jumps += search(anchor, service: service, in: targets, widens: jumps.isEmpty)
    }
    if jumps.isEmpty {
      throw Refusal(
        to: .traces,
        reason: "no exemplar in view, and no label names a service (service_name, service, job …)")
    }
    return jumps
  }

  func tracesFromLog(_ anchor: Anchor) throws(Refusal) -> [Jump] {
    let targets = try targets(.tempo, for: .traces)
    let references = LogReferences(anchor, origins: origins(of: anchor, kind: .loki)).found()
    let hint = window(of: anchor, margin: .hours(1))
    var jumps: [Jump] = []
    var seen: Set<Query> = []
    for reference in references {
      let query = Query.trace(reference.trace, hint: hint)
      guard seen.insert(query).inserted else { continue }
      let configured = reference.source.flatMap { source(named: $0) }.map { [$0] }
      for target in configured ?? targets where target.kind == .tempo {
        jumps.append(
          Jump(
            to: .traces, source: target.id, query: query, strength: .identity,
            reason: reference.reason,
            landing: Landing(moment: anchor.moment, spanID: reference.span ?? anchor.spanID)))
      }
    }
    if let service = names.service(of: anchor) {
      jumps += search(anchor, service: service, in: targets, widens: jumps.isEmpty)
    }
    if jumps.isEmpty {
      throw Refusal(
        to: .traces,
        reason: "no trace id in the line, its metadata or its fields, and no label names a service")
    }
    return jumps
  }

  /// The exemplar nearest to the moment, and to the value there: a fast request at the moment of a slow point
  /// explains nothing. Without a value the worst near the moment; without a moment the worst.
  private func bestExemplar(of anchor: Anchor) -> Exemplar? {
    let usable = anchor.exemplars.filter { $0.traceID != nil }
    let isWorse = { (a: Exemplar, b: Exemplar) in a.value < b.value || (a.value.isNaN && !b.value.isNaN) }
    guard let moment = anchor.moment else { return usable.max(by: isWorse) }
    let distance = { (one: Exemplar) in (one.time - moment).wholeNanoseconds.magnitude }
    let near = Self.near(moment, of: anchor)
    guard let value = measured(at: anchor) else {
      return near.max(by: isWorse) ?? usable.min { distance($0) < distance($1) }
    }
    // As far above as below: durations differ by factors.
    let gap = { (one: Exemplar) in one.value > 0 ? abs(Self.logarithm(one.value / value)) : .infinity }
    return near.min { gap($0) < gap($1) } ?? usable.min { distance($0) < distance($1) }
  }

  private static func near(_ moment: Instant, of anchor: Anchor) -> [Exemplar] {
    let range = TimeRange(around: moment, margin: max(anchor.range.duration / 30, .seconds(15)))
    return anchor.exemplars.filter { $0.traceID != nil && range.contains($0.time) }
  }

  /// The value at the moment, where it is one of what exemplars are.
  private func measured(at anchor: Anchor) -> Double? {
    guard anchor.query?.contains("histogram_quantile") == true, let value = anchor.value, value > 0, value.isFinite
    else { return nil }
    return value
  }

  private static func logarithm(_ value: Double) -> Double {
    Double(value.exponent) + (value.significand - 1)
  }

  private func exemplarReason(_ exemplar: Exemplar, of anchor: Anchor) -> String {
    let label = exemplar.labels.names.first { TraceIDNames.isTraceID($0) } ?? "trace id"
    guard let moment = anchor.moment else { return "\(label) of the worst exemplar" }
    let isNearest = measured(at: anchor) != nil || Self.near(moment, of: anchor).count < 2
    return "\(label) of the \(isNearest ? "nearest exemplar" : "worst exemplar near it")"
  }

  private func exemplarTargets(
    _ exemplar: Exemplar, of anchor: Anchor
  ) throws(Refusal) -> [Source] {
    let destinations = origins(of: anchor, kind: .prometheus).flatMap(\.correlation.exemplarDestinations)
    let named = destinations.first { exemplar.labels[$0.label] != nil && $0.source != nil }
    return try targets(.tempo, for: .traces, configured: named?.source)
  }

  /// Traces of the service near the moment, narrowed by what the labels tell.
  ///
  /// - Parameter widens: Whether to look farther: not where an id says that a trace was there.
  private func search(_ anchor: Anchor, service: String, in targets: [Source], widens: Bool) -> [Jump] {
    var conditions = ["resource.service.name = \"\(Labels.escaped(service))\""]
    var told = ["service \(service)"]
    if let operation = anchor.operation ?? anchor.labels["span_name"], !operation.isEmpty {
      conditions.append("name = \"\(Labels.escaped(operation))\"")
      told.append("operation")
    } else if anchor.signal == .metrics {
      conditions.append("kind = server")
    }
    if speaksOfErrors(anchor.labels) {
      conditions.append("status = error")
      told.append("errors")
    }
    if let bound = latencyBound(of: anchor) {
      conditions.append("duration >= \(bound)")
      told.append("at least \(bound)")
    }
    let text = "{ " + conditions.joined(separator: " && ") + " }"
    let margin = anchor.signal == .logs ? Duration.minutes(1) : .minutes(5)
    let range = window(of: anchor, margin: margin)
    let core = anchor.moment.map { TimeRange(start: $0, end: $0) } ?? anchor.range
    let reason = "traces of \(told.joined(separator: ", ")) around this time"
    let widening = Widening(
      core: core, tried: range, margins: anchor.moment == nil ? [.hours(1)] : Widening.steps)
    return targets.map { target in
      Jump(
        to: .traces, source: target.id,
        query: .traceSearch(TraceQL: text, range: range, limit: 20, spansPerSet: 3),
        strength: .labels, reason: reason, landing: Landing(moment: anchor.moment),
        widening: widens ? widening : nil,
        match: LabelMatch(label: "resource.service.name", values: [service]))
    }
  }

  private func speaksOfErrors(_ labels: Labels) -> Bool {
    let codes = ["code", "status", "status_code", "http_response_status_code", "http_status_code"]
    return codes.contains { name in
      guard let value = labels[name]?.lowercased() else { return false }
      return value.hasPrefix("5") || value.contains("error")
    }
  }

  /// The worst exemplar's duration, or a bucket's upper bound, as a TraceQL duration. Exemplars of
  /// counters carry counts, so only names that speak of time are trusted.
  private func latencyBound(of anchor: Anchor) -> String? {
    let seconds: Double?
    if let bucket = anchor.labels["le"] {
      seconds = Double(bucket)
    } else {
      seconds = bestExemplar(of: anchor).flatMap { measuresSeconds($0.series) ? $0.value / 2 : nil }
    }
    guard let seconds, seconds > 0, let ms = Int64(exactly: (seconds * 1000).rounded()), ms > 0
    else { return nil }
    return "\(ms)ms"
  }

  private func measuresSeconds(_ series: Labels) -> Bool {
    let name = series.metricName
    return name.contains("_seconds") || name.hasPrefix("traces_spanmetrics_latency")
  }
}

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

  /// The exemplar nearest to the moment; without a moment the worst.
  private func bestExemplar(of anchor: Anchor) -> Exemplar? {
    let usable = anchor.exemplars.filter { $0.traceID != nil }
    guard let moment = anchor.moment else {
      return usable.max { $0.value < $1.value || ($0.value.isNaN && !$1.value.isNaN) }
    }
    let distance = { (one: Exemplar) in (one.time - moment).wholeNanoseconds.magnitude }
    return usable.min { distance($0) < distance($1) }
  }

  private func exemplarReason(_ exemplar: Exemplar, of anchor: Anchor) -> String {
    let label = exemplar.labels.names.first { TraceIDNames.isTraceID($0) } ?? "trace id"
    return "\(label) of the \(anchor.moment == nil ? "worst" : "nearest") exemplar"
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

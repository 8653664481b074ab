internal import Languages
internal import Telemetry

extension PrometheusServer {
  func query(_ call: PrometheusCall) throws -> PrometheusReply {
    let time = try call.instant("time") ?? call.now
    let (value, warnings) = Self.limited(
      try engine.instant(call.expression(), at: time), to: try call.limit())
    return .data(warnings: warnings) { $0.result(value) }
  }

  func queryRange(_ call: PrometheusCall) throws -> PrometheusReply {
    let start = try call.requiredInstant("start")
    let range = TimeRange(start: start, end: try call.requiredInstant("end"))
    let step = try call.step()
    let series = try engine.range(call.expression(), range: range, step: step)
    let (value, warnings) = Self.limited(.matrix(series), to: try call.limit())
    return .data(warnings: warnings) { $0.result(value) }
  }

  func format(_ call: PrometheusCall) throws -> PrometheusReply {
    let text = try call.expression().description
    return .data { $0.string(text) }
  }

  func exemplars(_ call: PrometheusCall) throws -> PrometheusReply {
    let selectors = try call.expression().selectors
    let range = try call.range(retention: retention)
    var grouped: [Labels: [Exemplar]] = [:]
    var seen = Set<Exemplar>()  // two selectors may find the same series
    for selector in selectors {
      for exemplar in store.exemplars(matching: selector.allMatchers, in: range)
      where seen.insert(exemplar).inserted {
        grouped[exemplar.series, default: []].append(exemplar)
      }
    }
    let sorted = grouped.sorted { $0.key < $1.key }
    return .data { json in
      json.array(of: sorted) { json, entry in
        json.object { json in
          json.field("seriesLabels") { $0.labels(entry.key) }
          json.field("exemplars") { $0.array(of: entry.value) { $0.exemplar($1) } }
        }
      }
    }
  }

  private static func limited(
    _ value: PromValue, to limit: Int?
  ) -> (value: PromValue, warnings: [String]) {
    let warning = ["results truncated due to limit"]
    switch (value, limit) {
    case (.vector(let series), let limit?) where series.count > limit:
      return (.vector(Array(series.prefix(limit))), warning)
    case (.matrix(let series), let limit?) where series.count > limit:
      return (.matrix(Array(series.prefix(limit))), warning)
    default:
      return (value, [])
    }
  }
}

extension JSONWriter {
  /// `{"a":"b"}`
  mutating func labels(_ labels: Labels) {
    object { json in
      for pair in labels.pairs { json.field(pair.name, pair.value) }
    }
  }

  /// Seconds with no or three decimals, as Prometheus writes its timestamps.
  mutating func timestamp(_ instant: Instant) {
    let (seconds, rest) = instant.milliseconds.quotientAndRemainder(dividingBy: 1000)
    let sign = instant.milliseconds < 0 && seconds == 0 ? "-" : ""
    let fraction = rest == 0 ? "" : "." + String(rest.magnitude + 1000).dropFirst()
    raw("\(sign)\(seconds)\(fraction)")
  }

  /// `[1700000000.123,"1.5"]`
  fileprivate mutating func sample(_ sample: Sample) {
    array { json in
      json.timestamp(sample.time)
      json.string(NumberText.shortest(sample.value))
    }
  }

  fileprivate mutating func exemplar(_ exemplar: Exemplar) {
    object { json in
      json.field("labels") { $0.labels(exemplar.labels) }
      json.field("value", NumberText.shortest(exemplar.value))
      json.field("timestamp") { $0.timestamp(exemplar.time) }
    }
  }

  fileprivate mutating func result(_ value: PromValue) {
    object { json in
      switch value {
      case .scalar(let sample):
        json.field("resultType", "scalar")
        json.field("result") { $0.sample(sample) }
      case .string(let instant, let text):
        json.field("resultType", "string")
        json.field("result") { json in
          json.array { json in
            json.timestamp(instant)
            json.string(text)
          }
        }
      case .vector(let series):
        json.field("resultType", "vector")
        json.field("result") { $0.array(of: series) { $0.series($1, isVector: true) } }
      case .matrix(let series):
        json.field("resultType", "matrix")
        json.field("result") { $0.array(of: series) { $0.series($1, isVector: false) } }
      }
    }
  }

  private mutating func series(_ series: Series, isVector: Bool) {
    object { json in
      json.field("metric") { $0.labels(series.labels) }
      if !isVector {
        json.field("values") { $0.array(of: series.samples) { $0.sample($1) } }
      } else if let sample = series.samples.first {
        json.field("value") { $0.sample(sample) }
      }
    }
  }
}

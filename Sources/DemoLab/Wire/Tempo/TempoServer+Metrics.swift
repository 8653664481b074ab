internal import Backends
internal import Languages
internal import Telemetry

extension TempoServer {
  /// `/api/metrics/query_range`
  func metricsRange(_ parameters: TempoParameters) throws(TraceRefusal) -> HTTPResponse {
    let (expression, metrics) = try Self.metrics(parameters)
    let range = try cut(try parameters.metricsRange(), now: parameters.now)
    let window = MetricsWindow(range: range, step: try parameters.step(in: range))
    let limit = try Self.exemplarLimit(parameters, expression)
    let series = metrics.series(in: store, window, exemplars: limit)
    return .tempoJSON { json in
      json.object { json in
        json.field("series") { json in
          json.array(of: series) { Self.range($1, window, &$0) }
        }
        Self.accounting(&json)
      }
    }
  }

  /// `/api/metrics/query`
  func metricsInstant(_ parameters: TempoParameters) throws(TraceRefusal) -> HTTPResponse {
    let (_, metrics) = try Self.metrics(parameters)
    let range = try cut(try parameters.metricsRange(), now: parameters.now)
    let window = MetricsWindow(instant: range)
    let series = metrics.series(in: store, window, exemplars: 0)
    return .tempoJSON { json in
      json.object { json in
        json.field("series") { json in
          json.array(of: series) { json, series in
            json.object { json in
              Self.labels(series.labels, &json)
              if let value = series.values.first ?? nil, value != 0 { json.field("value", value) }
            }
          }
        }
        Self.accounting(&json)
      }
    }
  }

  private static func metrics(
    _ parameters: TempoParameters
  ) throws(TraceRefusal) -> (TraceExpression, TraceMetrics) {
    guard let text = parameters["q"] ?? parameters["query"] else {
      throw TraceRefusal("invalid TraceQL query: empty query")
    }
    let expression = try TempoParameters.expression(text)
    do {
      return (expression, try TraceMetrics(expression.query))
    } catch {
      throw TraceRefusal("invalid TraceQL query: \(error.message)")
    }
  }

  /// Drops the newest stretch; a query wholly inside it is refused.
  private func cut(_ range: TimeRange, now: Instant) throws(TraceRefusal) -> TimeRange {
    let end = min(range.end, now - endCutoff)
    guard range.start < end else {
      throw TraceRefusal(
        "the query's time range lies within the query end cutoff of "
          + GoDuration.text(nanoseconds: endCutoff.wholeNanoseconds))
    }
    return TimeRange(start: range.start, end: end)
  }

  /// 100 unless the request or a hint says less.
  private static func exemplarLimit(
    _ parameters: TempoParameters, _ expression: TraceExpression
  ) throws(TraceRefusal) -> Int {
    switch expression.hint("exemplars") {
    case .bool(false): return 0
    case .int(let count): return min(100, max(0, Int(exactly: count) ?? 100))
    default: break
    }
    guard let text = parameters["exemplars"] else { return 100 }
    guard let count = Int(text), count >= 0 else {
      throw TraceRefusal("invalid exemplars: strconv.Atoi: parsing \"\(text)\": invalid syntax")
    }
    return count == 0 ? 100 : min(100, count)
  }

  // MARK: Writing

  private static func range(
    _ series: MetricsSeries, _ window: MetricsWindow, _ json: inout JSONWriter
  ) {
    json.object { json in
      labels(series.labels, &json)
      json.field("samples") { json in
        json.array { json in
          for (interval, value) in series.values.enumerated() {
            if let value { sample(value, at: window.time(interval), &json) }
          }
        }
      }
      guard !series.exemplars.isEmpty else { return }
      json.field("exemplars") { $0.array(of: series.exemplars) { exemplar($1, &$0) } }
    }
  }

  /// Zero is protobuf's default and is left out.
  private static func sample(_ value: Double, at time: Instant, _ json: inout JSONWriter) {
    json.object { json in
      json.field("timestampMs", String(time.milliseconds))
      if value != 0 { json.field("value", value) }
    }
  }

  private static func exemplar(_ exemplar: MetricsExemplar, _ json: inout JSONWriter) {
    json.object { json in
      labels(exemplar.labels, &json)
      if exemplar.value != 0 { json.field("value", exemplar.value) }
      json.field("timestampMs", String(exemplar.time.milliseconds))
    }
  }

  private static func labels(_ labels: [MetricsSeries.Label], _ json: inout JSONWriter) {
    json.field("labels") { json in
      json.array(of: labels) { TempoSearchWriter.entry($1.name, $1.value, &$0) }
    }
  }

  private static func accounting(_ json: inout JSONWriter) {
    json.field("metrics") { json in
      json.object { json in
        json.field("completedJobs", 1)
        json.field("totalJobs", 1)
      }
    }
  }
}

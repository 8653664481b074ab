internal import Backends
internal import Languages
internal import Telemetry

extension LokiServer {
  private static var mostEntries: Int { 5000 }
  private static var mostSeries: Int { 500 }

  func queryRange(_ request: LokiRequest) throws(LogFailure) -> HTTPResponse {
    let range = try request.range()
    let limit = try request.limit()
    let isForward = try request.isForward()
    switch try request.expression() {
    case .logs(let query):
      guard limit <= Self.mostEntries else {
        throw LogFailure(
          "max entries limit per query exceeded, limit > max_entries_limit_per_query "
            + "(\(limit) > \(Self.mostEntries))")
      }
      let lines = try LogEvaluator(store: store).lines(query, in: range, limit: limit, isForward: isForward)
      return streams(lines, categorized: request.categorizes)
    case .metric(let metric):
      let steps = try LogSteps(aligning: range, step: try request.step(over: range))
      return matrix(try evaluate(metric, steps), steps)
    }
  }

  func query(_ request: LokiRequest) throws(LogFailure) -> HTTPResponse {
    let time = try request.instant("time") ?? request.now
    guard case .metric(let metric) = try request.expression() else {
      throw LogFailure(
        "log queries are not supported as an instant query type, please change your query to a range query type"
      )
    }
    let steps = LogSteps(at: time)
    switch try evaluate(metric, steps) {
    case .scalar(let value):
      return result("scalar") { json in
        json.array { json in
          json.number(time.milliseconds)
          json.string(NumberText.shortest(value))
        }
      }
    case .vector(let series): return vector(series.map { ($0.labels, $0.values[0]) }, at: time)
    }
  }

  private func evaluate(_ metric: LogMetric, _ steps: LogSteps) throws(LogFailure) -> LogMetricValue {
    let value = try LogMetricEvaluator(store: store, steps: steps).evaluate(metric)
    if case .vector(let series) = value, series.count > Self.mostSeries {
      throw LogFailure(
        "maximum number of series (\(Self.mostSeries)) reached for a single query; consider reducing query "
          + "cardinality by adding more specific stream selectors, reducing the time range, or aggregating "
          + "results with functions like sum(), count() or topk()")
    }
    return value
  }

  func vector(_ series: [(labels: Labels, value: Double?)], at time: Instant) -> HTTPResponse {
    result("vector") { json in
      json.array { json in
        for case (let labels, let value?) in series {
          json.object { json in
            json.field("metric") { json in labels.write(to: &json) }
            json.field("value") { json in Self.point(time, value, &json) }
          }
        }
      }
    }
  }

  private func matrix(_ value: LogMetricValue, _ steps: LogSteps) -> HTTPResponse {
    switch value {
    case .scalar(let number):
      let constant = LogSeries(labels: [:], values: Array(repeating: number, count: steps.count))
      return matrix([constant], at: steps.instant)
    case .vector(let series): return matrix(series, at: steps.instant)
    }
  }

  func matrix(_ series: [LogSeries], at instant: (Int) -> Instant) -> HTTPResponse {
    result("matrix") { json in
      json.array { json in
        for one in series where one.values.contains(where: { $0 != nil }) {
          json.object { json in
            json.field("metric") { json in one.labels.write(to: &json) }
            json.field("values") { json in
              json.array { json in
                for (index, value) in one.values.enumerated() {
                  if let value { Self.point(instant(index), value, &json) }
                }
              }
            }
          }
        }
      }
    }
  }

  /// `[seconds, "value"]`, the seconds with milliseconds only where there are some.
  private static func point(_ time: Instant, _ value: Double, _ json: inout JSONWriter) {
    json.array { json in
      json.number(Double(time.milliseconds) / 1000)
      json.string(NumberText.shortest(value))
    }
  }

  private func streams(_ lines: [LogLine], categorized: Bool) -> HTTPResponse {
    let groups = Dictionary(grouping: lines) { line in
      categorized ? line.labels : line.labels.merging(line.metadata).merging(line.parsed)
    }.sorted { $0.key < $1.key }
    return result("streams", flags: categorized) { json in
      json.array { json in
        for (labels, lines) in groups {
          json.object { json in
            json.field("stream") { json in labels.write(to: &json) }
            json.field("values") { json in
              json.array(of: lines) { json, line in Self.entry(line, categorized, &json) }
            }
          }
        }
      }
    }
  }

  private static func entry(_ line: LogLine, _ categorized: Bool, _ json: inout JSONWriter) {
    json.array { json in
      json.string(String(line.time.nanoseconds))
      json.string(line.line)
      guard categorized else { return }
      json.object { json in
        if !line.metadata.isEmpty {
          json.field("structuredMetadata") { json in line.metadata.write(to: &json) }
        }
        if !line.parsed.isEmpty { json.field("parsed") { json in line.parsed.write(to: &json) } }
      }
    }
  }

  private func result(
    _ type: String, flags: Bool = false, _ body: (inout JSONWriter) -> Void
  ) -> HTTPResponse {
    .lokiJSON { json in
      json.object { json in
        json.field("status", "success")
        json.field("data") { json in
          json.object { json in
            json.field("resultType", type)
            if flags { json.field("encodingFlags") { json in json.array { $0.string("categorize-labels") } } }
            json.field("result", body)
            json.field("stats") { json in json.object { json in json.field("summary") { $0.object { _ in } } }
            }
          }
        }
      }
    }
  }
}

extension Labels {
  func write(to json: inout JSONWriter) {
    json.object { json in
      for pair in pairs { json.field(pair.name, pair.value) }
    }
  }
}

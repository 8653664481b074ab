internal import Backends
internal import Languages
internal import Telemetry

extension LokiServer {
  func patterns(_ request: LokiRequest) throws(LogFailure) -> HTTPResponse {
    let range = try request.range()
    let matchers = try request.selector(request.text("query") ?? "")
    let steps = try LogSteps(aligning: range, step: try request.step(over: range))
    let found = LogPatternMiner.patterns(of: store.lines(matching: matchers, in: range), steps: steps)
    return .lokiJSON { json in
      json.object { json in
        json.field("status", "success")
        json.field("data") { json in
          json.array(of: found) { json, pattern in
            json.object { json in
              json.field("pattern", pattern.text)
              json.field("level", pattern.level)
              json.field("samples") { json in Self.samples(pattern.counts, steps, &json) }
            }
          }
        }
      }
    }
  }

  private static func samples(_ counts: [Int], _ steps: LogSteps, _ json: inout JSONWriter) {
    json.array(of: counts.enumerated()) { json, count in
      json.array { json in
        json.number(steps.instant(count.offset).seconds)
        json.number(count.element)
      }
    }
  }

  func detectedLabels(_ request: LokiRequest) throws(LogFailure) -> HTTPResponse {
    let matchers =
      try request.text("query").map { (text) throws(LogFailure) in try request.selector(text) } ?? []
    var values: [String: Set<String>] = [:]
    for labels in store.streams(matching: matchers, in: try request.range()) {
      for pair in labels.pairs { values[pair.name, default: []].insert(pair.value) }
    }
    return .lokiJSON { json in
      json.object { json in
        guard !values.isEmpty else { return }
        json.field("detectedLabels") { json in
          json.array(of: values.sorted { $0.key < $1.key }) { json, label in
            json.object { json in
              json.field("label", label.key)
              json.field("cardinality", label.value.count)
            }
          }
        }
      }
    }
  }

  func detectedFields(_ request: LokiRequest) throws(LogFailure) -> HTTPResponse {
    let limit = try fieldLimit(request)
    let fields = try detected(request).fields.values.sorted { $0.name < $1.name }.prefix(limit)
    return .lokiJSON { json in
      json.object { json in
        guard !fields.isEmpty else { return }
        json.field("fields") { json in json.array(of: fields) { Self.field($1, &$0) } }
        json.field("limit", limit)
      }
    }
  }

  private static func field(_ field: DetectedFields.Field, _ json: inout JSONWriter) {
    json.object { json in
      json.field("label", field.name)
      json.field("type", field.type)
      json.field("cardinality", field.values.count)
      json.key("parsers")
      guard let parser = field.parser else { return json.null() }
      json.array { $0.string(parser) }
      guard parser == "json" else { return }
      json.field("jsonPath") { json in json.array(of: field.jsonPath) { $0.string($1) } }
    }
  }

  func detectedValues(of name: String, _ request: LokiRequest) throws(LogFailure) -> HTTPResponse {
    let limit = try fieldLimit(request)
    let values = (try detected(request).fields[name]?.values ?? []).sorted().prefix(limit)
    return .lokiJSON { json in
      json.object { json in
        json.field("limit", limit)
        if !values.isEmpty { json.field("values") { json in json.array(of: values) { $0.string($1) } } }
      }
    }
  }

  private func fieldLimit(_ request: LokiRequest) throws(LogFailure) -> Int {
    try request.limit(request.text("limit") == nil ? "field_limit" : "limit", default: 1000)
  }

  private func detected(_ request: LokiRequest) throws(LogFailure) -> DetectedFields {
    guard case .logs(let query) = try request.expression() else {
      throw LogFailure("parse error : only log queries are supported")
    }
    let limit = min(try request.limit("line_limit"), 5000)
    return DetectedFields(
      in: try LogEvaluator(store: store).lines(query, in: try request.range(), limit: limit, isForward: false)
    )
  }
}

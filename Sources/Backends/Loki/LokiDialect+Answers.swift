internal import Telemetry

extension LokiDialect {
  /// Loki drops the key when it found nothing, so every missing part is an empty answer.
  func body(for query: Query, from root: JSONValue?, _ lift: SampleLift) throws -> Answer.Body {
    if let status = root?["status"]?.string, status != "success" {
      throw QueryFailure(.refused, root?["error"]?.string ?? root?["message"]?.string ?? "the answer's status is \(status)")
    }
    switch query {
    case .logs(_, _, _, let direction):
      return try result(root, direction, lift) ?? .logs([])
    case .logMetricInstant, .logMetricRange, .logVolume:
      return try result(root, .backward, lift) ?? .series([])
    case .logLabelNames, .logLabelValues: return .names(root?["data"]?.strings ?? [])
    case .logFieldValues: return .names(root?["values"]?.strings ?? [])
    case .logSeries: return .labelSets(root?["data"]?.elements.map(\.labels) ?? [])
    case .logFields: return .logFields(try root?["fields"]?.elements.map(field) ?? [])
    case .logDetectedLabels:
      return .logFields(try root?["detectedLabels"]?.elements.map(field) ?? [])
    case .logPatterns: return .logPatterns(try root?["data"]?.elements.map(pattern) ?? [])
    case .logStats: return .logStats(stats(root))
    case .identity:
      return .identity(ServerIdentity(product: "Loki", version: root?["version"]?.string ?? ""))
    default: throw QueryFailure.unsupported(query, by: "Loki")
    }
  }

  /// Lines or numbers, by what the server says it sent: a person may type either into one field.
  private func result(
    _ root: JSONValue?, _ direction: LogDirection, _ lift: SampleLift
  ) throws -> Answer.Body? {
    guard let data = root?["data"] else { return nil }
    guard data["resultType"]?.string == "streams" else {
      var reader = ResultReader(scalarTime: .milliseconds, lift: lift)
      return try reader.body(data)
    }
    return .logs(try data["result"].map { try StreamReader.lines($0, direction) } ?? [])
  }

  private func field(_ value: JSONValue) throws -> LogField {
    guard let name = value["label"]?.string else {
      throw QueryFailure.shape("a detected field or label", expected: "an object with a label")
    }
    return LogField(
      name: name, type: value["type"]?.string ?? "string", cardinality: value["cardinality"]?.int ?? 0,
      parsers: value["parsers"]?.strings ?? [], path: value["jsonPath"]?.strings ?? [])
  }

  private func pattern(_ value: JSONValue) throws -> LogPattern {
    guard let text = value["pattern"]?.string else {
      throw QueryFailure.shape("a pattern", expected: "an object with a pattern and samples")
    }
    let counts = try value["samples"]?.elements.map { entry -> Sample in
      var row = entry.elements
      guard let time = row.next()?.secondsInstant, let count = row.next()?.double else {
        throw QueryFailure.shape("a sample of pattern \(text)", expected: "[time, count]")
      }
      return Sample(time, count)
    }
    return LogPattern(
      pattern: text, level: LogLevel(name: value["level"]?.string ?? ""), counts: counts ?? [])
  }

  private func stats(_ root: JSONValue?) -> LogStats {
    LogStats(
      streams: root?["streams"]?.int64 ?? 0, chunks: root?["chunks"]?.int64 ?? 0,
      entries: root?["entries"]?.int64 ?? 0, bytes: root?["bytes"]?.int64 ?? 0)
  }
}

internal import Telemetry

/// Reads `/api/v1/rules` and `/api/v1/alerts`, from Prometheus and the rulers that imitate it.
enum RuleReader {
  static func rules(_ data: JSONValue) throws -> [Rule] {
    guard let groups = data["groups"] else { return [] }
    return try groups.elements.flatMap { group in
      try group["rules"]?.elements.map { try rule($0, in: group) } ?? []
    }
  }

  static func alert(_ value: JSONValue) throws -> Alert {
    guard let labels = value["labels"]?.labels else {
      throw QueryFailure.shape("an alert", expected: "an object with labels")
    }
    return Alert(
      labels: labels, annotations: value["annotations"]?.labels ?? [:],
      state: state(value["state"]?.string ?? ""), activeAt: value["activeAt"]?.textInstant,
      value: value["value"]?.double)
  }

  private static func rule(_ value: JSONValue, in group: JSONValue) throws -> Rule {
    let groupName = group["name"]?.string ?? ""
    guard let name = value["name"]?.string else {
      throw QueryFailure.shape("a rule of group \(groupName)", expected: "an object with a name")
    }
    let kind = value["type"]?.string.flatMap(Rule.Kind.init(rawValue:)) ?? .recording
    return Rule(
      kind: kind, name: name, group: groupName, file: group["file"]?.string ?? "",
      query: value["query"]?.string ?? "",
      labels: value["labels"]?.labels ?? [:], annotations: value["annotations"]?.labels ?? [:],
      state: kind == .alerting ? state(value["state"]?.string ?? "") : nil,
      holdSeconds: value["duration"]?.double ?? 0,
      keepFiringSeconds: value["keepFiringFor"]?.double ?? 0,
      health: value["health"]?.string ?? "unknown",
      lastError: value["lastError"]?.string.flatMap { $0.isEmpty ? nil : $0 },
      alerts: try value["alerts"]?.elements.map(alert) ?? [],
      interval: group["interval"]?.double.flatMap(duration(seconds:)),
      evaluationSeconds: value["evaluationTime"]?.double,
      groupEvaluationSeconds: group["evaluationTime"]?.double,
      lastEvaluation: value["lastEvaluation"]?.textInstant)
  }

  private static func duration(seconds: Double) -> Duration? {
    Int64(exactly: (seconds * 1000).rounded()).map { Instant(milliseconds: $0) - .epoch }
  }

  /// Prometheus' states, and Grafana's (`Normal (NoData)`, `Alerting`) by their first word.
  private static func state(_ text: String) -> Alert.State {
    switch text.prefix(while: { $0 != " " }).lowercased() {
    case "firing", "alerting", "nodata", "error": .firing
    case "pending", "recovering": .pending
    default: .inactive
    }
  }
}

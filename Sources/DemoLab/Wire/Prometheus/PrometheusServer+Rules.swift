internal import Telemetry

extension PrometheusServer {
  func rules(_ call: PrometheusCall) throws -> PrometheusReply {
    let type = call["type"]
    guard type == nil || type == "alert" || type == "record" else {
      throw PromFailure.badData("invalid parameter \"type\": not supported value \"\(type ?? "")\"")
    }
    let (names, groups) = (call.all("rule_name[]"), call.all("rule_group[]"))
    let files = call.all("file[]")
    let withAlerts = call["exclude_alerts"] != "true"
    let wanted = rules(call.now).filter { rule in
      (type == nil || (rule.kind == .alerting) == (type == "alert"))
        && (names.isEmpty || names.contains(rule.name))
        && (groups.isEmpty || groups.contains(rule.group))
        && (files.isEmpty || files.contains(rule.file))
    }
    let grouped = Dictionary(grouping: wanted, by: \.group).sorted { $0.key < $1.key }
    let now = call.now
    return .data { json in
      json.object { json in
        json.field("groups") { json in
          json.array(of: grouped) { json, group in
            json.group(group.key, group.value, withAlerts: withAlerts, now: now)
          }
        }
      }
    }
  }

  func alerts(_ call: PrometheusCall) -> PrometheusReply {
    let alerts = alerts(call.now)
    return .data { json in
      json.object { $0.field("alerts") { $0.array(of: alerts) { $0.alert($1) } } }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func group(
    _ name: String, _ rules: [Rule], withAlerts: Bool, now: Instant
  ) {
    let interval = rules.first?.interval ?? .seconds(15)
    let evaluated = rules.first?.lastEvaluation ?? now.floored(to: interval)
    let file = rules.first?.file ?? ""
    let own = rules.reduce(0) { $0 + ($1.evaluationSeconds ?? 0) }
    object { json in
      json.field("name", name)
      json.field("file", file.isEmpty ? "/etc/prometheus/rules/\(name).yml" : file)
      json.field("interval", interval.inSeconds)
      json.field("limit", 0)
      json.field("rules") { json in
        json.array(of: rules) { $0.rule($1, withAlerts: withAlerts, evaluated: evaluated) }
      }
      json.field("evaluationTime", rules.first?.groupEvaluationSeconds ?? own)
      json.field("lastEvaluation", RFC3339.string(evaluated))
    }
  }

  private mutating func rule(_ rule: Rule, withAlerts: Bool, evaluated: Instant) {
    object { json in
      if rule.kind == .alerting { json.field("state", (rule.state ?? .inactive).rawValue) }
      json.field("name", rule.name)
      json.field("query", rule.query)
      if rule.kind == .alerting {
        json.field("duration", rule.holdSeconds)
        json.field("keepFiringFor", rule.keepFiringSeconds)
        json.field("annotations") { $0.labels(rule.annotations) }
        json.field("alerts") { $0.array(of: withAlerts ? rule.alerts : []) { $0.alert($1) } }
      }
      json.field("labels") { $0.labels(rule.labels) }
      json.field("health", rule.health)
      if let error = rule.lastError { json.field("lastError", error) }
      json.field("evaluationTime", rule.evaluationSeconds ?? 0)
      json.field("lastEvaluation", RFC3339.string(rule.lastEvaluation ?? evaluated))
      json.field("type", rule.kind.rawValue)
    }
  }

  fileprivate mutating func alert(_ alert: Alert) {
    object { json in
      json.field("labels") { $0.labels(alert.labels) }
      json.field("annotations") { $0.labels(alert.annotations) }
      json.field("state", alert.state.rawValue)
      if let activeAt = alert.activeAt { json.field("activeAt", RFC3339.string(activeAt)) }
      json.field("value", NumberText.exponential(alert.value ?? 0))
    }
  }
}

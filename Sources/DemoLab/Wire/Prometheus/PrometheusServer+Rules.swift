internal import Telemetry

extension PrometheusServer {
  func rules(_ call: PrometheusCall) throws -> PrometheusReply {
    let type = call["type"]
    guard type == nil || type == "alert" || type == "record" else {
      throw PromFailure.badData("invalid parameter \"type\": not supported value \"\(type ?? "")\"")
    }
    let (names, groups) = (call.all("rule_name[]"), call.all("rule_group[]"))
    let withAlerts = call["exclude_alerts"] != "true"
    let wanted = rules(call.now).filter { rule in
      (type == nil || (rule.kind == .alerting) == (type == "alert"))
        && (names.isEmpty || names.contains(rule.name))
        && (groups.isEmpty || groups.contains(rule.group))
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

  func targets(_ call: PrometheusCall) -> PrometheusReply {
    let targets = call["state"] == "dropped" ? [] : targets(call.now)
    return .data { json in
      json.object { json in
        json.field("activeTargets") { $0.array(of: targets) { $0.target($1) } }
        json.field("droppedTargets") { $0.array { _ in } }
      }
    }
  }
}

extension JSONWriter {
  /// The lab evaluates its rules every 15 seconds.
  private static let ruleInterval = 15

  fileprivate mutating func group(
    _ name: String, _ rules: [Rule], withAlerts: Bool, now: Instant
  ) {
    let evaluated = RFC3339.string(now.floored(to: .seconds(Self.ruleInterval)))
    object { json in
      json.field("name", name)
      json.field("file", "/etc/prometheus/rules/\(name).yml")
      json.field("interval", Self.ruleInterval)
      json.field("limit", 0)
      json.field("rules") { json in
        json.array(of: rules) { $0.rule($1, withAlerts: withAlerts, evaluated: evaluated) }
      }
      json.field("evaluationTime", 0.001 * Double(rules.count))
      json.field("lastEvaluation", evaluated)
    }
  }

  private mutating func rule(_ rule: Rule, withAlerts: Bool, evaluated: String) {
    object { json in
      if rule.kind == .alerting { json.field("state", (rule.state ?? .inactive).rawValue) }
      json.field("name", rule.name)
      json.field("query", rule.query)
      if rule.kind == .alerting {
        json.field("duration", rule.holdSeconds)
        json.field("keepFiringFor", 0)
        json.field("annotations") { $0.labels(rule.annotations) }
        json.field("alerts") { $0.array(of: withAlerts ? rule.alerts : []) { $0.alert($1) } }
      }
      json.field("labels") { $0.labels(rule.labels) }
      json.field("health", rule.health)
      if let error = rule.lastError { json.field("lastError", error) }
      json.field("evaluationTime", 0.001)
      json.field("lastEvaluation", evaluated)
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

  fileprivate mutating func target(_ target: ScrapeTarget) {
    object { json in
      json.field("discoveredLabels") { json in
        json.object { json in
          json.field("__address__", target.labels["instance"] ?? "")
          json.field("job", target.labels["job"] ?? target.pool)
        }
      }
      json.field("labels") { $0.labels(target.labels) }
      json.field("scrapePool", target.pool)
      json.field("scrapeUrl", target.url)
      json.field("globalUrl", target.url)
      json.field("lastError", target.lastError)
      json.field("lastScrape", target.lastScrape.map(RFC3339.string) ?? "0001-01-01T00:00:00Z")
      json.field("lastScrapeDuration", target.lastScrapeSeconds)
      json.field("health", target.health)
      json.field("scrapeInterval", "15s")
      json.field("scrapeTimeout", "10s")
    }
  }
}

internal import Languages
internal import Telemetry

extension PrometheusServer {
  func targets(_ call: PrometheusCall) -> PrometheusReply {
    let (state, pool) = (call["state"] ?? "any", call["scrapePool"])
    let known = targets(call.now).filter { pool == nil || $0.pool == pool }
    let active = state == "dropped" ? [] : known.filter { !$0.isDropped }
    let dropped = known.filter(\.isDropped)
    let counts = Dictionary(grouping: dropped, by: \.pool).sorted { $0.key < $1.key }
    return .data { json in
      json.object { json in
        json.field("activeTargets") { $0.array(of: active) { $0.target($1) } }
        json.field("droppedTargets") { json in
          json.array(of: state == "active" ? [] : dropped) { json, target in
            json.object { $0.field("discoveredLabels") { $0.labels(target.discovered) } }
          }
        }
        json.field("droppedTargetCounts") { json in
          json.object { json in
            for (pool, targets) in counts { json.field(pool, targets.count) }
          }
        }
      }
    }
  }

  /// Which targets expose a metric: those that are up and whose series have it.
  func targetMetadata(_ call: PrometheusCall) throws -> PrometheusReply {
    let wanted = call["metric"]
    let filters = try call.matchers("match_target").map(LabelFilter.init)
    let limit = try call.limit() ?? .max
    let series = store.labelSets(matching: [], in: TimeRange(last: .minutes(5), until: call.now))
    let exposed = Dictionary(grouping: series) { Exposer($0) }.mapValues { Set($0.map(\.metricName)) }
    var found: [TargetMetadata] = []
    for target in targets(call.now) where target.health == "up" {
      guard filters.isEmpty || filters.contains(where: { $0.accepts(target.labels) }) else { continue }
      let own = Exposer(target.labels)
      let names = exposed[own, default: []].union(exposed[own.wholeJob, default: []])
      for metric in metadata where wanted == nil || metric.name == wanted {
        guard metric.isExposed(as: names) else { continue }
        found.append(TargetMetadata(target: target.labels, metric: metric))
      }
    }
    return .data { json in
      json.array(of: found.prefix(limit)) { $0.targetMetadata($1, named: wanted == nil) }
    }
  }
}

/// Where a series comes from. Some of a job's series have an instance of their own, or none.
private struct Exposer: Hashable {
  var job: String
  var instance: String

  init(_ labels: Labels) {
    job = labels["job"] ?? ""
    instance = labels["instance"] ?? ""
  }

  var wholeJob: Exposer {
    var copy = self
    copy.instance = ""
    return copy
  }
}

extension MetricMetadata {
  /// Whether series of these names are this metric's. `up` is Prometheus' own, no target exposes it.
  fileprivate func isExposed(as names: Set<String>) -> Bool {
    guard name != "up" else { return false }
    return ["", "_bucket", "_count", "_sum"].contains { names.contains(name + $0) }
  }
}

extension JSONWriter {
  fileprivate mutating func target(_ target: ScrapeTarget) {
    object { json in
      json.field("discoveredLabels") { $0.labels(target.discovered) }
      json.field("labels") { $0.labels(target.labels) }
      json.field("scrapePool", target.pool)
      json.field("scrapeUrl", target.url)
      json.field("globalUrl", target.url)
      json.field("lastError", target.lastError)
      json.field("lastScrape", target.lastScrape.map(RFC3339.string) ?? "0001-01-01T00:00:00Z")
      json.field("lastScrapeDuration", target.lastScrapeSeconds)
      json.field("health", target.health)
      json.field("scrapeInterval", Self.text(target.interval ?? .seconds(15)))
      json.field("scrapeTimeout", Self.text(target.timeout ?? .seconds(10)))
    }
  }

  /// - Parameter named: Prometheus repeats the metric's name only when none was asked for.
  fileprivate mutating func targetMetadata(_ entry: TargetMetadata, named: Bool) {
    object { json in
      json.field("target") { $0.labels(entry.target) }
      if named { json.field("metric", entry.metric.name) }
      json.field("type", entry.metric.type)
      json.field("help", entry.metric.help)
      json.field("unit", entry.metric.unit)
    }
  }

  private static func text(_ duration: Duration) -> String {
    PromDuration.milliseconds(duration.wholeNanoseconds / 1_000_000).description
  }
}

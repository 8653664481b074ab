internal import Telemetry

extension PrometheusServer {
  /// As far back as the homelab's samples go.
  private static let storageRetention = "60d"

  func tsdbStatus(_ call: PrometheusCall) throws -> PrometheusReply {
    let limit = try call.limit() ?? 10
    guard limit <= 10_000 else { throw PromFailure.badData("limit must not exceed 10000") }
    let statistics = HeadStatistics(store: store, now: call.now)
    return .data { $0.headStatistics(statistics, limit: limit) }
  }

  var flags: PrometheusReply {
    return .data { json in
      json.object { json in
        json.field("config.file", "/etc/prometheus/prometheus.yml")
        json.field("enable-feature", "exemplar-storage")
        json.field("query.lookback-delta", "5m")
        json.field("query.max-concurrency", "20")
        json.field("query.max-samples", "50000000")
        json.field("query.timeout", "2m")
        json.field("storage.tsdb.path", "/prometheus")
        json.field("storage.tsdb.retention.time", Self.storageRetention)
        json.field("web.enable-admin-api", "false")
        json.field("web.listen-address", "0.0.0.0:9090")
      }
    }
  }

  /// The lab starts anew every thirty days, and then reads its configuration.
  func runtime(_ call: PrometheusCall) -> PrometheusReply {
    let start = call.now.floored(to: .days(30))
    return .data { json in
      json.object { json in
        json.field("startTime", RFC3339.string(start))
        json.field("CWD", "/prometheus")
        json.field("reloadConfigSuccess", true)
        json.field("lastConfigTime", RFC3339.string(start + .seconds(1)))
        json.field("corruptionCount", 0)
        json.field("goroutineCount", 62)
        json.field("GOMAXPROCS", 4)
        json.field("GOMEMLIMIT", Int64.max)
        json.field("GOGC", "")
        json.field("GODEBUG", "")
        json.field("storageRetention", Self.storageRetention)
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func headStatistics(_ head: HeadStatistics, limit: Int) {
    object { json in
      json.field("headStats") { json in
        json.object { json in
          json.field("numSeries", head.series)
          json.field("numLabelPairs", head.labelPairs)
          json.field("chunkCount", head.chunks)
          json.field("minTime", head.oldest?.milliseconds ?? .max)
          json.field("maxTime", head.newest?.milliseconds ?? .min)
        }
      }
      json.counts("seriesCountByMetricName", head.seriesByMetric, limit)
      json.counts("labelValueCountByLabelName", head.valuesByLabel, limit)
      json.counts("memoryInBytesByLabelName", head.bytesByLabel, limit)
      json.counts("seriesCountByLabelValuePair", head.seriesByPair, limit)
    }
  }

  /// The largest counts, those that are equal by name.
  private mutating func counts(_ name: String, _ counts: [String: Int], _ limit: Int) {
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    field(name) { json in
      json.array(of: sorted.prefix(limit)) { json, entry in
        json.object { json in
          json.field("name", entry.key)
          json.field("value", entry.value)
        }
      }
    }
  }
}

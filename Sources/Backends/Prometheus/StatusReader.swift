internal import Telemetry

/// Reads what Prometheus tells about itself: targets, metadata, flags, its head block.
enum StatusReader {
  static func targets(_ data: JSONValue?) -> [ScrapeTarget] {
    let active = data?["activeTargets"]?.elements.map(target) ?? []
    return active + (data?["droppedTargets"]?.elements.map(droppedTarget) ?? [])
  }

  private static func target(_ value: JSONValue) -> ScrapeTarget {
    ScrapeTarget(
      labels: value["labels"]?.labels ?? [:], discovered: value["discoveredLabels"]?.labels ?? [:],
      pool: value["scrapePool"]?.string ?? "", url: value["scrapeUrl"]?.string ?? "",
      health: value["health"]?.string ?? "unknown", lastError: value["lastError"]?.string ?? "",
      lastScrape: value["lastScrape"]?.textInstant,
      lastScrapeSeconds: value["lastScrapeDuration"]?.double ?? 0,
      interval: duration(value["scrapeInterval"]), timeout: duration(value["scrapeTimeout"]))
  }

  private static func droppedTarget(_ value: JSONValue) -> ScrapeTarget {
    let discovered = value["discoveredLabels"]?.labels ?? [:]
    return ScrapeTarget(
      labels: [:], discovered: discovered,
      pool: value["scrapePool"]?.string ?? discovered["job"] ?? "", url: "", health: "dropped",
      lastError: "", lastScrape: nil, lastScrapeSeconds: 0,
      interval: discovered["__scrape_interval__"].flatMap { TimeText.duration($0) },
      timeout: discovered["__scrape_timeout__"].flatMap { TimeText.duration($0) })
  }

  private static func duration(_ value: JSONValue?) -> Duration? {
    value?.string.flatMap { TimeText.duration($0) }
  }

  /// Exporters may disagree about a metric; each distinct opinion is one entry.
  static func metadata(_ data: JSONValue?) -> [MetricMetadata] {
    guard let data else { return [] }
    return data.fields.flatMap { name, entries in entries.elements.map { entry($0, name: name) } }
  }

  /// - Parameter metric: What was asked for; the server does not repeat it.
  static func targetMetadata(_ data: JSONValue?, metric: String) -> [TargetMetadata] {
    data?.elements.map {
      TargetMetadata(
        target: $0["target"]?.labels ?? [:],
        metric: entry($0, name: $0["metric"]?.string ?? metric))
    } ?? []
  }

  private static func entry(_ value: JSONValue, name: String) -> MetricMetadata {
    MetricMetadata(
      name: name, type: value["type"]?.string ?? "unknown", help: value["help"]?.string ?? "",
      unit: value["unit"]?.string ?? "")
  }

  /// Prometheus' statistics, and VictoriaMetrics', which has totals in place of a head block.
  static func tsdb(_ data: JSONValue?) throws -> TSDBStatus {
    guard let data else { return TSDBStatus() }
    guard data.isObject else { throw QueryFailure.shape("the TSDB's status", expected: "an object") }
    let head = data["headStats"]
    var status = TSDBStatus(
      series: (head?["numSeries"] ?? data["totalSeries"])?.int64,
      labelPairs: (head?["numLabelPairs"] ?? data["totalLabelValuePairs"])?.int64,
      chunks: head?["chunkCount"]?.int64, seriesByMetric: counts(data["seriesCountByMetricName"]),
      valuesByLabel: counts(data["labelValueCountByLabelName"]),
      bytesByLabel: counts(data["memoryInBytesByLabelName"]),
      seriesByPair: counts(data["seriesCountByLabelValuePair"]))
    // An empty head begins at the end of time and ends at its beginning.
    if let oldest = head?["minTime"]?.int64, let newest = head?["maxTime"]?.int64, oldest <= newest {
      status.oldest = Instant(milliseconds: oldest)
      status.newest = Instant(milliseconds: newest)
    }
    return status
  }

  private static func counts(_ list: JSONValue?) -> [TSDBStatus.Count] {
    list?.elements.compactMap { entry in
      guard let name = entry["name"]?.string, let value = entry["value"]?.int64 else { return nil }
      return TSDBStatus.Count(name, value)
    } ?? []
  }

  static func flags(_ data: JSONValue?) throws -> ServerFlags {
    guard let data else { return ServerFlags([:]) }
    guard data.isObject else { throw QueryFailure.shape("the flags", expected: "an object") }
    let pairs = data.fields.compactMap { name, value in value.string.map { (name, $0) } }
    return ServerFlags(Dictionary(pairs) { first, _ in first })
  }

  static func runtime(_ data: JSONValue?) throws -> ServerRuntime {
    if let data, !data.isObject {
      throw QueryFailure.shape("the runtime information", expected: "an object")
    }
    return ServerRuntime(
      start: data?["startTime"]?.textInstant, configured: data?["lastConfigTime"]?.textInstant,
      configuredWell: data?["reloadConfigSuccess"]?.bool,
      retention: data?["storageRetention"]?.string ?? "",
      corruptions: data?["corruptionCount"]?.int64 ?? 0, goroutines: data?["goroutineCount"]?.int64)
  }
}

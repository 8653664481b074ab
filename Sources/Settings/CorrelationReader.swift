internal import Analysis
internal import Telemetry

/// Reads the ties between sources out of a data source's `jsonData`.
struct CorrelationReader {
  let json: Entry

  func correlation() throws(SettingsError) -> Correlation {
    var correlation = Correlation()
    correlation.exemplarDestinations = try exemplarDestinations()
    correlation.derivedFields = try derivedFields()
    correlation.toLogs = try toLogs()
    correlation.toMetrics = try destination("tracesToMetrics")
    correlation.serviceMap = try json.entry("serviceMap").flatMap { (map) throws(SettingsError) in try source(map) }
    if let interval = try json.duration("timeInterval"), interval > .zero {
      correlation.scrapeInterval = interval
    }
    return correlation
  }

  private func exemplarDestinations() throws(SettingsError) -> [Correlation.ExemplarDestination] {
    var found: [Correlation.ExemplarDestination] = []
    for entry in try json.entries("exemplarTraceIdDestinations") {
      guard let name = try entry.text("name") else {
        throw entry.place.error("exemplarTraceIdDestinations: expected the label's name")
      }
      found.append(.init(label: name, source: try source(entry)))
    }
    return found
  }

  /// Links to the outside are left out unless their name promises a trace id.
  private func derivedFields() throws(SettingsError) -> [Correlation.DerivedField] {
    var found: [Correlation.DerivedField] = []
    for entry in try json.entries("derivedFields") {
      let name = try entry.text("name") ?? ""
      guard let pattern = try entry.text("matcherRegex") else {
        throw entry.place.error("derivedFields: expected matcherRegex")
      }
      let target = try source(entry)
      guard target != nil || TraceIDNames.isTraceID(name) else { continue }
      let isLabel = try entry.text("matcherType") == "label"
      found.append(.init(name: name, pattern: pattern, isLabel: isLabel, source: target))
    }
    return found
  }

  /// The old `tracesToLogs` counts where the new form is absent, `lokiSearch` where both are.
  private func toLogs() throws(SettingsError) -> Correlation.SpanDestination? {
    if let new = try destination("tracesToLogsV2") { return new }
    if let old = try destination("tracesToLogs") { return old }
    guard let search = try json.entry("lokiSearch"), let source = try source(search) else {
      return nil
    }
    return Correlation.SpanDestination(source: source)
  }

  private static let usualMetricsQuery =
    "histogram_quantile(0.5, sum(rate(traces_spanmetrics_latency_bucket{$__tags}[5m])) by (le))"

  private func destination(_ key: String) throws(SettingsError) -> Correlation.SpanDestination? {
    guard let entry = try json.entry(key) else { return nil }
    var destination = Correlation.SpanDestination(source: try source(entry))
    destination.startShift = try entry.duration("spanStartTimeShift")
    destination.endShift = try entry.duration("spanEndTimeShift")
    destination.filterByTraceID = try entry.flag("filterByTraceID")
    destination.filterBySpanID = try entry.flag("filterBySpanID")
    let mapped = try entry.flag("mapTagNamesEnabled")
    destination.tags = try tags(entry, key: mapped ? "mappedTags" : "tags")
    if try entry.flag("customQuery"), let query = try entry.text("query") {
      destination.queries.append(.init(name: "query", query: query))
    }
    for query in try entry.entries("queries") {
      // Grafana has a query of its own for one that is left blank.
      let text = try query.text("query") ?? Self.usualMetricsQuery
      destination.queries.append(.init(name: try query.text("name") ?? "query", query: text))
    }
    return destination
  }

  /// Plain texts, or keys with the name they have on the other side.
  private func tags(
    _ entry: Entry, key: String
  ) throws(SettingsError) -> [Correlation.SpanDestination.Tag] {
    var tags: [Correlation.SpanDestination.Tag] = []
    for item in try entry[key]?.items(key) ?? [] {
      if let plain = item.scalar {
        tags.append(.init(key: plain))
        continue
      }
      let tag = try Entry(item, key: key, expansion: json.expansion)
      guard let name = try tag.text("key") else {
        throw item.error("\(key): expected a name, or key and value")
      }
      tags.append(.init(key: name, renamed: try tag.text("value")))
    }
    return tags
  }

  private func source(_ entry: Entry) throws(SettingsError) -> SourceID? {
    try entry.text("datasourceUid").map { SourceID($0) }
  }
}

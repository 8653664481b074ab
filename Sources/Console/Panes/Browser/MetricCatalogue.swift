internal import Telemetry

/// All metrics of all servers, ascending by the bytes of their names.
///
/// Servers tell of metrics in three ways that do not agree: names of series (`x_bucket`, `x_count`),
/// metadata by family (`x`, a histogram), and counts of series by name. Here they become one list.
struct MetricCatalogue: Sendable {
  /// What one server told so far; `nil`: nothing yet.
  struct Findings: Sendable {
    var metadata: [MetricMetadata]?
    var names: [String]?
    var counts: [String: Int64]?
  }

  private(set) var entries: [MetricEntry] = []

  init() {}

  init(_ findings: [SourceID: Findings]) {
    var families: [String: Family] = [:]
    for (source, found) in findings.sorted(by: { $0.key < $1.key }) {
      Self.collect(found, from: source, into: &families)
    }
    entries = families.map { $1.entry(named: $0) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Where a metric is in the list.
  func index(of name: String) -> Int? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].name.utf8.lexicographicallyPrecedes(name.utf8) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < entries.count && entries[low].name == name ? low : nil
  }

  private static func collect(
    _ found: Findings, from source: SourceID, into families: inout [String: Family]
  ) {
    let known = Dictionary((found.metadata ?? []).map { ($0.name, $0) }) { first, _ in first }
    let naming = FamilyNaming(metadata: known, names: found.names ?? [])
    // Metadata alone is better than nothing: its metrics may have no series.
    for name in found.names ?? known.keys.sorted() {
      let (family, metadata) = naming.family(of: name)
      families[family, default: Family()].add(
        name, metadata: metadata, series: found.counts?[name], from: source)
    }
  }
}

/// To which metric a series name belongs, on one server.
private struct FamilyNaming {
  let metadata: [String: MetricMetadata]
  private let bucketed: Set<String>

  init(metadata: [String: MetricMetadata], names: [String]) {
    self.metadata = metadata
    bucketed = Set(names.lazy.filter { $0.hasSuffix("_bucket") }.map { String($0.dropLast(7)) })
  }

  func family(of name: String) -> (name: String, metadata: MetricMetadata?) {
    if let own = metadata[name] { return (name, own) }
    for suffix in ["_bucket", "_count", "_sum", "_gcount", "_gsum", "_created"] where name.hasSuffix(suffix) {
      let base = String(name.dropLast(suffix.count))
      if let found = metadata[base], ["histogram", "gaugehistogram", "summary"].contains(found.type) {
        return (base, found)
      }
      if metadata[base] == nil, bucketed.contains(base) {
        return (base, MetricMetadata(name: base, type: "histogram", help: "", unit: ""))
      }
    }
    // OpenMetrics names the family without what its series must end in.
    for suffix in ["_total", "_info", "_created"] where name.hasSuffix(suffix) {
      if let found = metadata[String(name.dropLast(suffix.count))] { return (name, found) }
    }
    return (name, nil)
  }
}

/// A metric that is being put together from what several servers say.
private struct Family {
  private var metadata: MetricMetadata?
  private var members: Set<String> = []
  private var series: Int64?
  private var sources: [SourceID] = []

  mutating func add(_ member: String, metadata: MetricMetadata?, series more: Int64?, from source: SourceID) {
    if self.metadata == nil || self.metadata?.help.isEmpty == true, metadata != nil {
      self.metadata = metadata
    }
    members.insert(member)
    // A server's number may be anything; adding must not trap.
    if let more { series = (series ?? 0).addingReportingOverflow(max(0, more)).partialValue }
    if sources.last != source { sources.append(source) }
  }

  func entry(named name: String) -> MetricEntry {
    let type = metadata.map { MetricType(written: $0.type) } ?? .unknown
    return MetricEntry(
      name: name, type: type == .unknown ? MetricType(guessedFrom: name) : type, help: metadata?.help ?? "",
      unit: metadata?.unit ?? "", members: members.sorted(), series: series, sources: sources)
  }
}

internal import Telemetry

/// A line of what fills a server's storage: the heading of a list, or one of its entries.
struct StorageRow: Hashable, Sendable {
  enum List: Int, Hashable, Sendable, CaseIterable {
    case metrics, labels, memory, pairs

    var title: String {
      switch self {
      case .metrics: "metrics with the most series"
      case .labels: "labels with the most values"
      case .memory: "labels that take the most memory"
      case .pairs: "pairs on the most series"
      }
    }

    func counts(in status: TSDBStatus) -> [TSDBStatus.Count] {
      switch self {
      case .metrics: status.seriesByMetric
      case .labels: status.valuesByLabel
      case .memory: status.bytesByLabel
      case .pairs: status.seriesByPair
      }
    }

    /// How much of all the largest entry could be.
    func whole(in status: TSDBStatus) -> Double {
      let largest = counts(in: status).map(\.value).max() ?? 0
      switch self {
      case .metrics, .pairs: return Double(max(status.series ?? 0, largest))
      case .labels, .memory: return Double(largest)
      }
    }
  }

  let list: List
  let count: TSDBStatus.Count
  /// Of the whole, 0 to 1.
  let share: Double
  let source: SourceID

  static func rows(of status: TSDBStatus, source: SourceID, list: List) -> [StorageRow] {
    let whole = max(1, list.whole(in: status))
    return list.counts(in: status).map {
      StorageRow(list: list, count: $0, share: Double($0.value) / whole, source: source)
    }
  }

  var searchable: String { count.name.lowercased() }

  /// Which metrics have the label or pair, or the metric's own series; `nil` for what cannot be asked.
  var query: String {
    switch list {
    case .metrics: "count({__name__=\"\(Labels.escaped(count.name))\"})"
    case .labels, .memory: Self.holders(count.name, "!=", "")
    case .pairs:
      // The first sign parts name and value: names have none.
      count.name.firstIndex(of: "=").map {
        Self.holders(String(count.name[..<$0]), "=", String(count.name[$0...].dropFirst()))
      } ?? "count({__name__=\"\(Labels.escaped(count.name))\"})"
    }
  }

  private static func holders(_ label: String, _ op: String, _ value: String) -> String {
    let name =
      label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      ? label : "\"\(Labels.escaped(label))\""
    return "topk(10, count by (__name__) ({\(name)\(op)\"\(Labels.escaped(value))\"}))"
  }
}

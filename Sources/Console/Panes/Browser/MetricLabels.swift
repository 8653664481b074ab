internal import Telemetry

/// The labels of one metric's series: how many values each has, and which are the most common.
struct MetricLabels: Hashable, Sendable {
  struct Value: Hashable, Sendable {
    var text: String
    var series: Int
  }

  struct Label: Hashable, Sendable {
    var name: String
    /// Most series first.
    var values: [Value]
  }

  /// Most values first: what makes a metric expensive stands at the top.
  let labels: [Label]
  let series: Int

  init(of sets: [Labels]) {
    var counts: [String: [String: Int]] = [:]
    for pair in sets.lazy.flatMap(\.pairs) where pair.name != "__name__" {
      counts[pair.name, default: [:]][pair.value, default: 0] += 1
    }
    series = sets.count
    labels = counts.map { name, values in
      Label(
        name: name,
        values: values.map { Value(text: $0.key, series: $0.value) }
          .sorted { ($1.series, $0.text) < ($0.series, $1.text) })
    }
    .sorted { ($1.values.count, $0.name) < ($0.values.count, $1.name) }
  }

  /// The labels that every series has with the same value: what all of them are about.
  var shared: Labels {
    Labels(
      labels.filter { $0.values.count == 1 && $0.values[0].series == series }
        .map { Labels.Pair($0.name, $0.values[0].text) })
  }

  /// The values of one label.
  subscript(name: String) -> [Value] { labels.first { $0.name == name }?.values ?? [] }
}

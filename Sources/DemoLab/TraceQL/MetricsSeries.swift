internal import Telemetry

/// A series as Tempo answers it.
struct MetricsSeries {
  struct Label: Hashable {
    var name: String
    var value: FieldValue

    init(_ name: String, _ value: FieldValue) {
      self.name = name
      self.value = value
    }
  }

  var labels: [Label]
  /// One an interval; `nil` where there is no sample at all.
  var values: [Double?]
  var exemplars: [MetricsExemplar] = []

  /// What Tempo sorts its series by.
  var sortKey: String { labels.map { "\($0.name)=\($0.value.text)" }.joined(separator: ",") }
}

/// A span that stands for one sample.
struct MetricsExemplar {
  var interval: Int
  var time: Instant
  /// Seconds for durations; the sample's own value where nothing is measured.
  var value: Double
  var labels: [MetricsSeries.Label]
}

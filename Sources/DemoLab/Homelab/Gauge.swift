internal import Telemetry

/// A series whose value at any moment can be computed on its own.
struct Gauge: Sendable {
  var labels: Labels
  var value: @Sendable (Instant) -> Double

  init(_ name: String, _ labels: Labels, _ value: @escaping @Sendable (Instant) -> Double) {
    self.labels = labels.merging(["__name__": name])
    self.value = value
  }

  init(_ name: String, _ labels: Labels, _ value: Double) {
    self.init(name, labels) { _ in value }
  }
}

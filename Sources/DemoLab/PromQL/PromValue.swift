public import Telemetry

/// What an expression answers at one moment.
public enum PromValue: Equatable, Sendable {
  case scalar(Sample)
  case string(Instant, String)
  /// Each series with one sample, in the order the expression gives them.
  case vector([Series])
  case matrix([Series])
}

/// One element of an instant vector.
struct PromPoint: Equatable {
  var labels: Labels
  var value: Double

  /// The same value under labels without the metric's name.
  func nameless(_ value: Double) -> PromPoint {
    var labels = labels
    labels["__name__"] = nil
    return PromPoint(labels: labels, value: value)
  }
}

/// One element of a range vector: the samples in `(start, end]`, stale markers left out.
struct PromWindow {
  var labels: Labels
  /// Milliseconds, ascending.
  var times: ArraySlice<Int64>
  var values: ArraySlice<Double>
  var start: Int64
  var end: Int64
}

/// What an expression is worth at one step.
enum PromStep {
  case scalar(Double)
  case string(String)
  case vector([PromPoint])
  case matrix([PromWindow])
}

internal import Canvas
public import Telemetry

/// The answer to a PromQL query, as `nightjar query` prints it.
///
/// Its forms are extensions: `+JSON`, `+CSV`, `+Table` and `+Chart`.
public struct QueryReport: Sendable {
  public var series: [Series]
  public var exemplars: [Exemplar]
  public var warnings: [String]
  public var query: String
  /// What an expression that is a string, such as `"up"`, stands for.
  public var texts: [String] = []

  public init(query: String, series: [Series], exemplars: [Exemplar] = [], warnings: [String] = []) {
    self.query = query
    self.series = series
    self.exemplars = exemplars
    self.warnings = warnings
  }

  public var isEmpty: Bool { series.isEmpty && texts.isEmpty }

  var unit: Unit { Unit(guessedFrom: query) }
}

extension Series {
  /// The series as one of several servers' tell it: with a label `source`. One it has already gives way
  /// as in Prometheus, under the name `exported_source`.
  public func told(by source: SourceID) -> Series {
    var series = self
    if let old = labels["source"] { series.labels["exported_source"] = old }
    series.labels["source"] = source.name
    return series
  }
}

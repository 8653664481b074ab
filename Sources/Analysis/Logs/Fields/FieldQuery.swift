internal import Languages
internal import Telemetry

/// LogQL that asks the server about one field of the lines a query finds.
public struct FieldQuery: Hashable, Sendable {
  public var name: String
  public var place: FieldTally.Place
  public var type: FieldType

  public init(_ name: String, at place: FieldTally.Place, type: FieldType = .string) {
    self.name = name
    self.place = place
    self.type = type
  }

  /// A quantile of a number over a window, in seconds for durations and bytes for sizes; `nil` for
  /// texts, and for queries that cannot be read.
  ///
  /// `quantile_over_time(0.99, {…} | logfmt | unwrap duration(took) | __error__="" [5m]) by ()`
  public func quantile(_ share: Double, of text: String, over window: Duration) -> String? {
    guard type.isNumeric, var query = logQuery(of: text) else { return nil }
    let conversion: Unwrap.Conversion? =
      switch type {
      case .duration: .duration
      case .bytes: .bytes
      default: nil
      }
    query.stages.append(LogStage(.unwrap(Unwrap(name, as: conversion))))
    let sound = LabelComparison("__error__", .equal, .text(""))
    query.stages.append(LogStage(.labelFilter(.comparison(sound))))
    let aggregation = RangeAggregation(
      .quantileOverTime, parameter: share, query: query, window: Self.window(window),
      grouping: LogGrouping(labels: []))
    return LogExpression.metric(LogMetric(.range(aggregation))).description
  }

  /// The most frequent values over a window with their number of lines.
  ///
  /// `topk(10, sum by (code) (count_over_time({…} | json [1h])))`
  public func topValues(_ number: Int, of text: String, over window: Duration) -> String? {
    guard let counted = counted(text, over: window) else { return nil }
    let top = VectorAggregation(.topk, parameter: number, inner: counted)
    return LogExpression.metric(LogMetric(.aggregation(top))).description
  }

  /// How many lines each value has in each window.
  ///
  /// `sum by (code) (count_over_time({…} | json [1m]))`
  public func counts(of text: String, each window: Duration) -> String? {
    counted(text, over: window).map { LogExpression.metric($0).description }
  }

  private func counted(_ text: String, over window: Duration) -> LogMetric? {
    guard let query = logQuery(of: text) else { return nil }
    let counts = RangeAggregation(.countOverTime, query: query, window: Self.window(window))
    return LogMetric(
      .aggregation(
        VectorAggregation(.sum, grouping: LogGrouping(labels: [name]), inner: LogMetric(.range(counts)))))
  }

  /// The first log query with the parser the field needs; what a metric query adds is left out.
  private func logQuery(of text: String) -> LogQuery? {
    guard var query = try? LogQL.parse(text).logQueries.first else { return nil }
    if let unwrap = query.stages.firstIndex(where: { if case .unwrap = $0.kind { true } else { false } }) {
      query.stages.removeSubrange(unwrap...)
    }
    query.stages += query.missingParser(for: place).map { LogStage($0) }
    return query
  }

  /// Whole seconds where they suffice, else milliseconds.
  private static func window(_ duration: Duration) -> WrittenDuration {
    let nanoseconds = max(1_000_000, duration.wholeNanoseconds)
    let isWhole = nanoseconds % 1_000_000_000 == 0
    return WrittenDuration(
      text: isWhole ? "\(nanoseconds / 1_000_000_000)s" : "\(nanoseconds / 1_000_000)ms",
      nanoseconds: nanoseconds)
  }
}

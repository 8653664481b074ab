internal import Languages
public import Telemetry

/// How to ask a server for the volume of a query by a label or field.
public struct LogVolumeQuestion: Hashable, Sendable {
  /// What the answer counts: servers count bytes where they only need their index.
  public enum Measure: Hashable, Sendable { case lines, bytes }

  public let query: Query
  public let measure: Measure

  /// - Parameters:
  ///   - label: Whose values are told apart; `detected_level` for levels.
  ///   - place: Where the label stands; a label of streams is cheap for a bare selector.
  ///   - prefersIndex: Whether bytes from the index will do, which are there at once; an index also
  ///     counts what lies a little outside the range.
  /// - Returns: `nil` for a text that is no log query.
  public init?(
    _ text: String, range: TimeRange, step: Duration, by label: String = "detected_level",
    at place: FieldTally.Place = .metadata, prefersIndex: Bool = true
  ) {
    guard case .logs(let query)? = try? LogQL.parse(text) else { return nil }
    if prefersIndex, place == .label, query.stages.isEmpty, let selector = LogQL.selectorText(of: text) {
      measure = .bytes
      self.query = .logVolume(selector: selector, range: range, step: step, by: [label])
      return
    }
    guard let counts = FieldQuery(label, at: place).counts(of: text, each: step) else { return nil }
    measure = .lines
    self.query = .logMetricRange(LogQL: counts, range: range, step: step)
  }
}

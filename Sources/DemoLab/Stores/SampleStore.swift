public import Languages
public import Telemetry

/// Where the lab's PromQL reads its samples. Pure: the same question has the same answer.
public protocol SampleStore: Sendable {
  /// All series that match, each with the samples in `range` **both ends included**, ascending.
  /// `matchers` may include one on `__name__`; regular expressions are anchored.
  func series(matching matchers: [Matcher], in range: TimeRange) -> [Series]
  /// Label sets of all series that match and have a sample in `range`, without samples.
  func labelSets(matching matchers: [Matcher], in range: TimeRange) -> [Labels]
  /// Exemplars of the series that match, in `range`, ascending in time.
  func exemplars(matching matchers: [Matcher], in range: TimeRange) -> [Exemplar]
}

internal import Telemetry

/// What can be done about a query that failed, each with its key.
enum FailureHelp {
  /// `C coarser step 1m · { halves the range`; empty when nothing here would help.
  ///
  /// - Parameter coarser: The step `C` would ask with.
  static func text(for failure: QueryFailure, of query: Query, coarser: Duration?) -> String {
    failure.remedies(for: query).prefix(3).compactMap { remedy in
      switch remedy {
      case .coarserStep: coarser.map { "C coarser step \(TimeLabel.compact($0))" }
      case .shorterRange: "{ halves the range"
      case .narrowerSelector: "i selects less: add a matcher"
      case .editQuery: "i edits the query"
      case .retry: "r asks again"
      case .longerTimeout: nil
      default: remedy.advice
      }
    }.joined(separator: " · ")
  }
}

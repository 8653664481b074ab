import Reports
import Telemetry

/// No source answered: what each said, with the query.
struct SourceFailure: Error, CustomStringConvertible {
  var failures: [(source: SourceID, failure: QueryFailure)]
  var query: String?
  /// What was asked, for what to do about it.
  var question: Query?

  var description: String {
    failures.flatMap { source, failure in
      let remedy = question.flatMap { RemedyText.line(failure, of: $0) }
      return FailureText.lines(failure, source: source, query: query) + (remedy.map { ["  " + $0] } ?? [])
    }.joined(separator: "\n")
  }
}

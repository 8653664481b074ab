import Reports
import Telemetry

/// No source answered: what each said, with the query.
struct SourceFailure: Error, CustomStringConvertible {
  var failures: [(source: SourceID, failure: QueryFailure)]
  var query: String?

  var description: String {
    failures.flatMap { FailureText.lines($0.failure, source: $0.source, query: query) }.joined(separator: "\n")
  }
}

internal import Backends
internal import Telemetry
internal import Testing

/// The one body a test expects; anything else fails the test there.
extension Result<Answer, QueryFailure> {
  func series() throws -> [Series] {
    guard case .series(let value) = try get().body else { throw Unexpected(self) }
    return value
  }

  func exemplars() throws -> [Exemplar] {
    guard case .exemplars(let value) = try get().body else { throw Unexpected(self) }
    return value
  }

  func names() throws -> [String] {
    guard case .names(let value) = try get().body else { throw Unexpected(self) }
    return value
  }

  func labelSets() throws -> [Labels] {
    guard case .labelSets(let value) = try get().body else { throw Unexpected(self) }
    return value
  }

  func alerts() throws -> [Alert] {
    guard case .alerts(let value) = try get().body else { throw Unexpected(self) }
    return value
  }

  func lines() throws -> [LogLine] {
    guard case .logs(let value) = try get().body else { throw Unexpected(self) }
    return value
  }

  func traces() throws -> [TraceSummary] {
    guard case .traces(let value) = try get().body else { throw Unexpected(self) }
    return value
  }

  func trace() throws -> Trace? {
    guard case .trace(let value) = try get().body else { throw Unexpected(self) }
    return value
  }

  func tags() throws -> [TraceTag] {
    guard case .traceTags(let value) = try get().body else { throw Unexpected(self) }
    return value
  }

  func tagValues() throws -> [TraceTagValue] {
    guard case .traceTagValues(let value) = try get().body else { throw Unexpected(self) }
    return value
  }

  /// Checks that this is a failure and hands it on.
  func failure() throws -> QueryFailure {
    guard case .failure(let failure) = self else { throw Unexpected(self) }
    return failure
  }
}

/// Not a `QueryFailure`, so that no test takes it for the server's.
struct Unexpected: Error, CustomStringConvertible {
  var description: String

  init(_ result: Result<Answer, QueryFailure>) {
    description = "unexpected answer: " + String(String(describing: result).prefix(300))
  }
}

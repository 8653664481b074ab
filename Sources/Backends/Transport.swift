internal import Telemetry

/// Moves bytes to and from one server. Owned here, implemented by curl and by the lab.
public protocol Transport: Sendable {
  /// - Throws: `QueryFailure` when there is no whole answer (`unreachable`, `timedOut`,
  ///   `cancelled`, `tooLarge`). A status such as 500 is an answer, not a failure.
  func send(_ request: HTTPRequest) async throws -> HTTPResponse
}

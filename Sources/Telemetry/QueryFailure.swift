/// Why a question has no answer, in words for the person who asked.
public struct QueryFailure: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// No connection: refused, no such host, TLS, reset.
    case unreachable
    case timedOut
    case cancelled
    /// The server refused the question itself (bad query, too many points).
    case refused
    /// 401 or 403.
    case unauthorised
    /// The path or object is unknown to this server or version.
    case notFound
    /// 5xx, or an answer that is not what the protocol promises.
    case serverFault
    /// The answer was larger than the limit.
    case tooLarge
    /// The answer could not be read: truncated or of another shape.
    case undecodable
    /// The source cannot answer this kind of question at all.
    case unsupported
  }

  public var reason: Reason
  /// The server's own words where it had any; secrets already masked.
  public var message: String
  public var status: Int?
  /// Where in the query text the server found fault: 1-based line and column in characters.
  public var position: TextPosition?

  public init(
    _ reason: Reason, _ message: String, status: Int? = nil, position: TextPosition? = nil
  ) {
    self.reason = reason
    self.message = message
    self.status = status
    self.position = position
  }
}

/// A place in a query text; both count from 1.
public struct TextPosition: Hashable, Sendable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

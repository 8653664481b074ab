public import Telemetry

/// One foreign system's language. No I/O, so recorded answers test it whole.
public protocol Dialect: Sendable {
  /// - Throws: `QueryFailure(.unsupported)` when the system cannot answer this kind of question.
  func request(for query: Query) throws -> HTTPRequest

  /// Decodes an answer, whatever its status.
  ///
  /// - Throws: `QueryFailure` with the server's own words; never traps, whatever the bytes are.
  func answer(to query: Query, from response: HTTPResponse) throws -> Answer

  /// The question to ask instead when `response` shows that this server is older or holds the
  /// object elsewhere (Tempo v2 to v1); `nil` when the answer stands.
  func alternative(to query: Query, after response: HTTPResponse) -> HTTPRequest?

  /// - Throws: `QueryFailure(.unsupported)`: most systems are only read.
  func request(for write: Write) throws -> HTTPRequest

  /// What the system says of a change; the id of what was made, as text, where it has one.
  func answer(to write: Write, from response: HTTPResponse) throws -> Answer

  /// How to ask for parts of what is too large to be had whole; `nil` when that is not what went wrong.
  func parts(of query: Query, after outcome: Result<Answer, QueryFailure>) -> TraceParts?
}

extension Dialect {
  public func alternative(to query: Query, after response: HTTPResponse) -> HTTPRequest? { nil }
  public func parts(of query: Query, after outcome: Result<Answer, QueryFailure>) -> TraceParts? { nil }
  public func request(for write: Write) throws -> HTTPRequest {
    throw QueryFailure(.unsupported, "this kind of source is only read, never written")
  }
  public func answer(to write: Write, from response: HTTPResponse) throws -> Answer {
    throw QueryFailure(.unsupported, "this kind of source is only read, never written")
  }
}

/// A source that can be asked.
public struct Backend: Sendable {
  public let id: SourceID
  public let kind: SourceKind
  let dialect: any Dialect
  let transport: any Transport

  public init(id: SourceID, kind: SourceKind, dialect: any Dialect, transport: any Transport) {
    self.id = id
    self.kind = kind
    self.dialect = dialect
    self.transport = transport
  }

  /// The answer, put together from parts where the server or our own limit refuses the whole.
  ///
  /// - Throws: `QueryFailure`.
  public func ask(_ query: Query) async throws -> Answer {
    let outcome = try await outcome { try await whole(query) }
    guard var parts = dialect.parts(of: query, after: outcome) else { return try outcome.get() }
    while let request = parts.request {
      parts.take(
        try await self.outcome {
          try dialect.answer(to: query, from: try await transport.send(request))
        })
    }
    return try parts.answer.get()
  }

  /// Makes a change, once: whatever goes wrong, it is not tried again, since nobody can know whether the
  /// first try arrived.
  ///
  /// - Throws: `QueryFailure`.
  public func write(_ write: Write) async throws -> Answer {
    var request = try dialect.request(for: write)
    request.isIdempotent = false
    return try dialect.answer(to: write, from: try await transport.send(request))
  }

  private func whole(_ query: Query) async throws -> Answer {
    let response = try await transport.send(dialect.request(for: query))
    var answer =
      if let second = dialect.alternative(to: query, after: response) {
        try dialect.answer(to: query, from: try await transport.send(second))
      } else {
        try dialect.answer(to: query, from: response)
      }
    answer.stamp(id)
    return answer
  }

  private func outcome(_ ask: () async throws -> Answer) async throws -> Result<Answer, QueryFailure> {
    do {
      return .success(try await ask())
    } catch let failure as QueryFailure {
      return .failure(failure)
    }
  }
}

internal import CSimdjson
internal import Telemetry

/// A parsed JSON text. Values read from it are only valid inside `read`.
///
/// simdjson validates structure, numbers and UTF-8; the text is parsed once and its strings are
/// decoded in place, so reading a value costs a look at the tape.
enum JSONDocument {
  /// Parses the payload and hands its root to `body`.
  ///
  /// - Throws: `QueryFailure(.undecodable)` when the payload is not one whole JSON value, and
  ///   whatever `body` throws.
  static func read<Result>(
    _ payload: Payload, of subject: String = "the answer", _ body: (JSONValue) throws -> Result
  ) throws -> Result {
    try read(payload, 0..<payload.count, of: subject, body)
  }

  /// Parses a part of the payload, whatever surrounds it; `subject` names it where it is not valid.
  static func read<Result>(
    _ payload: Payload, _ range: Range<Int>, of subject: String, _ body: (JSONValue) throws -> Result
  ) throws -> Result {
    var reason: UnsafePointer<CChar>?
    // What follows the range, at least the padding, is what the parser may read past its end.
    let document = payload.paddedBytes.withUnsafeBufferPointer {
      csj_parse($0.baseAddress.map { $0 + range.lowerBound }, range.count, &reason)
    }
    guard let document else { throw failure(subject, reason) }
    defer { csj_free(document) }
    return try body(JSONValue(handle: csj_root(document)))
  }

  /// As `read`, every byte that is no UTF-8 a replacement character, so that one such log line does not
  /// take a page of others with it.
  static func read<Result>(repairing payload: Payload, _ body: (JSONValue) throws -> Result) throws -> Result {
    do {
      return try read(payload, body)
    } catch let failure as QueryFailure where failure.reason == .undecodable {
      let text = payload.text
      guard !text.utf8.elementsEqual(payload.bytes) else { throw failure }
      return try read(Payload(text), body)
    }
  }

  static func failure(_ subject: String, _ reason: UnsafePointer<CChar>?) -> QueryFailure {
    let detail = reason.map { String(cString: $0) } ?? "unknown error"
    return QueryFailure(.undecodable, "\(subject) is not valid JSON: \(detail)")
  }
}

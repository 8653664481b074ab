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
    _ payload: Payload, _ body: (JSONValue) throws -> Result
  ) throws -> Result {
    var reason: UnsafePointer<CChar>?
    let document = payload.paddedBytes.withUnsafeBufferPointer {
      csj_parse($0.baseAddress, payload.count, &reason)
    }
    guard let document else {
      let detail = reason.map { String(cString: $0) } ?? "unknown error"
      throw QueryFailure(.undecodable, "the answer is not valid JSON: \(detail)")
    }
    defer { csj_free(document) }
    return try body(JSONValue(handle: csj_root(document)))
  }
}

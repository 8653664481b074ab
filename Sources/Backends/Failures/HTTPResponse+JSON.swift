internal import Telemetry

extension HTTPResponse {
  var isSuccess: Bool { (200..<300).contains(status) }

  /// Reads a successful JSON answer, whatever content type it claims.
  ///
  /// - Throws: `QueryFailure` for an error status, a web page (a login page, say), anything that is
  ///   not JSON, and whatever `body` throws.
  func readJSON<Result>(_ body: (JSONValue) throws -> Result) throws -> Result {
    try JSONDocument.read(json(), body)
  }

  /// The body, when it may be a successful JSON answer.
  ///
  /// - Throws: As `readJSON`, before anything is parsed.
  func json() throws -> Payload {
    guard isSuccess else { throw QueryFailure(self) }
    if ServerWords.isHTML(self) {
      throw QueryFailure(
        .undecodable, "expected JSON, got a web page: \(ServerWords(self).text)", status: status)
    }
    if !contentType.isEmpty, !contentType.contains("json"), !looksLikeJSON {
      throw QueryFailure(
        .undecodable, "expected JSON, got \(contentType): \(ServerWords(self).text)", status: status)
    }
    return body
  }

  private var looksLikeJSON: Bool {
    guard let first = body.bytes.first(where: { $0 > UInt8(ascii: " ") }) else { return false }
    return "{[".utf8.contains(first)
  }
}

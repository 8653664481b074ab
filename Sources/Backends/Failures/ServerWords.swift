/// What a server said instead of the promised answer, found whatever form it took.
///
/// Gateways answer in HTML, Loki and Tempo in plain text, Prometheus with an object, Alertmanager
/// with a JSON string; none of that can be told from the content type alone.
struct ServerWords {
  /// Empty when the server said nothing.
  var text: String
  /// Prometheus' `errorType`.
  var errorType: String?

  init(_ response: HTTPResponse) {
    if let (text, errorType) = Self.fromJSON(response.body) {
      self.text = text
      self.errorType = errorType
    } else if Self.isHTML(response) {
      text = Self.oneLine(HTMLText.plain(response.body.text), limit: 200)
    } else if [400, 413, 422, 429, 500].contains(response.status) {
      // Loki and Tempo explain at length, sometimes over several lines: theirs is kept whole.
      text = Self.clipped(Self.trimmed(response.body.text), limit: 2000)
    } else {
      text = Self.oneLine(response.body.text, limit: 200)
    }
  }

  static func isHTML(_ response: HTTPResponse) -> Bool {
    response.contentType.contains("html") || firstByte(of: response.body) == UInt8(ascii: "<")
  }

  private static func fromJSON(_ body: Payload) -> (String, String?)? {
    guard let first = firstByte(of: body), "{\"".utf8.contains(first) else { return nil }
    let found = try? JSONDocument.read(body) { root -> (String, String?)? in
      if let text = root.string { return (text, nil) }
      for candidate in [root["error"], root["message"], root["error"]?["message"]] {
        if let text = candidate?.string { return (text, root["errorType"]?.string) }
      }
      return nil
    }
    return found ?? nil
  }

  private static func firstByte(of body: Payload) -> UInt8? {
    body.bytes.prefix(1024).first { $0 > UInt8(ascii: " ") }
  }

  private static func oneLine(_ text: String, limit: Int) -> String {
    // Whitespace runs cost bytes before they are folded, hence the wider first cut.
    let head = clipped(text, limit: limit * 8)
    return clipped(head.split(whereSeparator: \.isWhitespace).joined(separator: " "), limit: limit)
  }

  private static func trimmed(_ text: String) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
  }

  /// At most `limit` bytes, cut between characters.
  private static func clipped(_ text: String, limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var kept = ""
    var length = 0
    for character in text {
      length += character.utf8.count
      if length > limit { break }
      kept.append(character)
    }
    return kept + "…"
  }
}

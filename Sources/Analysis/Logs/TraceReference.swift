public import Telemetry

/// A trace id, and perhaps a span id, found in text.
public struct TraceReference: Hashable, Sendable {
  public var trace: TraceID
  public var span: SpanID?
  /// How it was written, in words for the person: `trace_id in the line`.
  public var form: String

  public init(trace: TraceID, span: SpanID?, form: String) {
    self.trace = trace
    self.span = span
    self.form = form
  }

  /// The first reference in a log line: `trace_id=…`, `"traceId": "…"`, a W3C `traceparent`, B3 or
  /// Jaeger headers. Ids of all zeros, and Datadog's decimal ones, are not references.
  public static func first(in line: String) -> TraceReference? {
    var words = Words(line)
    var key = ""
    var found: TraceReference?
    while let word = words.next() {
      if found == nil {
        if let parent = traceparent(word) { return parent }
        found = named(key, word)
      } else if TraceIDNames.isSpanID(key) || key == "xb3spanid" {
        found?.span = SpanID(hex: word)
        return found
      }
      key = Self.folded(word)
    }
    return found
  }

  /// A value that is expected to hold an id: bare hexadecimal digits, or any of the forms above.
  public static func value(_ text: some StringProtocol) -> TraceReference? {
    let text = String(text)
    if (16...32).contains(text.utf8.count), let id = TraceID(hex: text) {
      return TraceReference(trace: id, span: nil, form: "trace id")
    }
    return traceparent(Substring(text)) ?? uber(Substring(text)) ?? first(in: text)
  }

  private static func named(_ key: String, _ word: Substring) -> TraceReference? {
    switch key {
    case "traceid", "xb3traceid":
      guard (16...32).contains(word.utf8.count), let id = TraceID(hex: word) else { return nil }
      return TraceReference(trace: id, span: nil, form: "trace_id in the line")
    case "ubertraceid": return uber(word)
    default: return nil
    }
  }

  /// `00-<32 hex>-<16 hex>-<2 hex>`
  private static func traceparent(_ word: Substring) -> TraceReference? {
    guard word.utf8.count == 55 else { return nil }
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [2, 32, 16, 2], let trace = TraceID(hex: parts[1]),
      UInt8(parts[0], radix: 16) != nil, UInt8(parts[3], radix: 16) != nil
    else { return nil }
    return TraceReference(trace: trace, span: SpanID(hex: parts[2]), form: "traceparent in the line")
  }

  /// `trace:span:parent:flags`, leading zeros stripped.
  private static func uber(_ word: Substring) -> TraceReference? {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 4, let trace = TraceID(hex: parts[0]) else { return nil }
    return TraceReference(trace: trace, span: SpanID(hex: parts[1]), form: "uber-trace-id in the line")
  }

  private static func folded(_ word: Substring) -> String {
    guard word.utf8.count <= 24 else { return "" }
    let bare = word.hasSuffix(":") ? word.dropLast() : word
    return bare.lowercased().filter { $0 != "-" && $0 != "_" && $0 != "." }
  }
}

/// Splits a line at everything that can stand around a key or an id: spaces, quotes, brackets, `=`
/// and commas. A colon splits only after a word, so that Jaeger's `a:b:c:d` stays whole.
private struct Words {
  private var rest: Substring

  init(_ line: String) { rest = Substring(line) }

  mutating func next() -> Substring? {
    rest = rest.drop { Self.separates($0) || $0 == ":" }
    guard !rest.isEmpty else { return nil }
    let word = rest.prefix { !Self.separates($0) }
    let cut = Self.endOfKey(word)
    let taken = word[..<cut]
    rest = rest[taken.endIndex...]
    return taken
  }

  /// `trace_id:abc` is a key and a value; `1f:2:0:1` is one value.
  private static func endOfKey(_ word: Substring) -> Substring.Index {
    guard let colon = word.firstIndex(of: ":") else { return word.endIndex }
    let key = word[..<colon]
    let isKey = key.contains { $0.isLetter && !$0.isHexDigit }
    return isKey || word.index(after: colon) == word.endIndex ? colon : word.endIndex
  }

  private static func separates(_ character: Character) -> Bool {
    switch character {
    case " ", "\t", "\n", "\r", "\r\n", "\"", "'", "`", "=", ",", ";", "(", ")", "[", "]", "{", "}",
      "\\", "<", ">", "|":
      true
    default: false
    }
  }
}

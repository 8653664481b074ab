internal import Telemetry

/// A trace's JSON, read so that a large one never stands in memory as a whole document.
///
/// simdjson's document takes more than twice the text's memory, and touching new memory takes most of its
/// time. So lists of spans are cut out of a large text first, without parsing it, and parsed a part at a
/// time; what remains is a small outline, in which a number stands for each list.
///
///     {"batches":[{"resource":{…},"scopeSpans":[{"scope":{…},"spans":[{…},{…},{…}]}]}]}
///                                                                    └─ part ─┘ └ part
///     {"batches":[{"resource":{…},"scopeSpans":[{"scope":{…},"spans":0}]}]}      outline
struct TraceDocument {
  private let text: Payload
  private let subject: String
  private var lists: [[Range<Int>]] = []
  private let parts = JSONParts()

  /// Parses the text, or its outline, and hands the root to `body`.
  ///
  /// - Parameters:
  ///   - subject: What the text is called where it is not valid.
  ///   - partSize: How many bytes of spans are parsed at a time. A text of fewer than four times as many
  ///     is parsed whole.
  /// - Throws: `QueryFailure(.undecodable)` when the text is not valid JSON, and whatever `body` throws.
  static func read<Result>(
    _ text: Payload, _ range: Range<Int>, of subject: String, partSize: Int = 1 << 20,
    _ body: (JSONValue, TraceDocument) throws -> Result
  ) throws -> Result {
    var document = TraceDocument(text: text, subject: subject)
    if range.count >= 4 * partSize,
      let cut = SpanListCutter.cut(text.paddedBytes, range, partSize: partSize)
    {
      document.lists = cut.lists
      let outline = Payload(cut.outline)
      return try JSONDocument.read(outline, of: subject) { try body($0, document) }
    }
    return try JSONDocument.read(text, range, of: subject) { try body($0, document) }
  }

  private init(text: Payload, subject: String) {
    self.text = text
    self.subject = subject
  }

  /// How many bytes the whole text has.
  var count: Int { text.count }

  /// Visits the spans of a ScopeSpans's `spans`, in place or cut out.
  func visitSpans(_ list: JSONValue, _ visit: (JSONValue) -> Void) throws {
    guard let number = list.int, lists.indices.contains(number) else {
      return list.elements.forEach(visit)
    }
    for part in lists[number] {
      try parts.read(text.paddedBytes[part], of: subject) { $0.elements.forEach(visit) }
    }
  }
}

/// Makes indented rows of a line that is JSON, or text that ends in a JSON object.
struct JSONRows {
  private typealias Part = StructuredLine.Part

  private(set) var rows: [StructuredLine.Row] = []
  private(set) var isCut: Bool
  private let limits: StructuredLine.Limits
  private var reader: JSONReader
  private var parts: [StructuredLine.Part] = []
  private var indent = 0
  private var followsValue = false
  private var hasKey = false
  /// Whether what comes next, a comma, still belongs to the row that was written last.
  private var reopens = false

  /// `nil` for a line in which no JSON can begin.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, isCut: Bool, limits: StructuredLine.Limits) {
    guard let start = Self.start(in: bytes, isCut: isCut) else { return nil }
    reader = JSONReader(bytes, from: start)
    self.isCut = isCut
    self.limits = limits
    let before = String(decoding: bytes[..<start], as: UTF8.self)
    if before.utf8.contains(where: { $0 > 32 }) {
      parts.append(Part(before, .text))
      flush()
    }
  }

  /// The first brace, or a bracket that begins the line; the line must end in its partner.
  private static func start(in bytes: UnsafeBufferPointer<UInt8>, isCut: Bool) -> Int? {
    guard let first = bytes.firstIndex(where: { $0 > 32 }), let last = bytes.lastIndex(where: { $0 > 32 })
    else { return nil }
    if bytes[first] == UInt8(ascii: "["), isCut || bytes[last] == UInt8(ascii: "]") { return first }
    guard let brace = bytes.firstIndex(of: UInt8(ascii: "{")), isCut || bytes[last] == UInt8(ascii: "}")
    else { return nil }
    return brace
  }

  /// Whether the line was JSON to its end, or to where it was cut.
  mutating func read() -> Bool {
    var pieces = 0
    while rows.count < limits.rows {
      let event = reader.next()
      switch event {
      case .end:
        flush()
        return !hasMore && pieces > 2
      case .invalid: return false
      case .cut:
        guard isCut else { return false }
        leaveOut()
        return pieces > 1
      default: take(event)
      }
      pieces += 1
    }
    leaveOut()
    return true
  }

  private var hasMore: Bool { reader.bytes[reader.index...].contains { $0 > 32 } }

  private mutating func leaveOut() {
    parts.append(Part("…", .more))
    flush()
    isCut = true
  }

  private mutating func take(_ event: JSONReader.Event) {
    switch event {
    case .beginObject: begin("{", .endObject, "}")
    case .beginArray: begin("[", .endArray, "]")
    case .endObject: close("}")
    case .endArray: close("]")
    case .key(let range):
      separate()
      parts.append(Part("\"\(reader.text(range, limit: limits.value))\"", .key))
      parts.append(Part(": ", .punctuation))
      hasKey = true
    case .string(let range): string(range)
    case .number(let range): value(reader.text(range), .number)
    case .boolean(let range): value(reader.text(range), .boolean)
    case .null(let range): value(reader.text(range), .null)
    case .end, .cut, .invalid: break
    }
  }

  /// Before a value or key: a comma behind the one before, and a new row.
  private mutating func separate() {
    if hasKey {
      hasKey = false
    } else if followsValue {
      parts.append(Part(",", .punctuation))
      flush()
    }
    followsValue = false
  }

  private mutating func begin(_ bracket: String, _ end: JSONReader.Event, _ closing: String) {
    separate()
    var ahead = reader
    if ahead.next() == end {
      reader = ahead
      return finish(bracket + closing)
    }
    guard reader.depth <= limits.depth else {
      skip()
      isCut = true
      parts.append(Part("\(bracket)…\(closing)", .more))
      followsValue = true
      return
    }
    parts.append(Part(bracket, .punctuation))
    flush()
    indent += 1
  }

  private mutating func finish(_ brackets: String) {
    parts.append(Part(brackets, .punctuation))
    followsValue = true
  }

  private mutating func close(_ bracket: String) {
    flush()
    indent -= 1
    finish(bracket)
  }

  /// To the end of the container that has just been opened.
  private mutating func skip() {
    let depth = reader.depth
    while reader.depth >= depth {
      switch reader.next() {
      case .cut, .invalid, .end: return
      default: continue
      }
    }
  }

  private mutating func value(_ text: String, _ kind: StructuredLine.Kind) {
    separate()
    parts.append(Part(text, kind))
    followsValue = true
  }

  /// A text of several lines, such as a stack trace, takes as many rows.
  private mutating func string(_ range: Range<Int>) {
    separate()
    let text = "\"" + reader.text(range, limit: limits.value) + "\""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      if number > 0 { flush() }
      if number == 1 { indent += 1 }
      parts.append(Part(String(line), .string))
    }
    if range.count > limits.value {
      parts.append(Part("…", .more))
      isCut = true
    }
    if lines.count > 1 {
      flushKeepingComma()
      indent -= 1
    }
    followsValue = true
  }

  private mutating func flushKeepingComma() {
    rows.append(StructuredLine.Row(indent: indent, parts: parts))
    parts = []
    reopens = true
  }

  private mutating func flush() {
    if reopens {
      reopens = false
      if let last = rows.indices.last { rows[last].parts += parts }
      parts = []
      return
    }
    guard !parts.isEmpty else { return }
    rows.append(StructuredLine.Row(indent: indent, parts: parts))
    parts = []
  }
}

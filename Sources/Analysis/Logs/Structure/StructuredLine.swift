/// A line taken apart for reading: JSON with its nesting indented, logfmt a pair a row.
///
/// ```
///   {"user":"erich","disk":{"name":"sdb","await":6190}}
///
///   {
///     "user": "erich",
///     "disk": {
///       "name": "sdb",
///       "await": 6190
///     }
///   }
/// ```
public struct StructuredLine: Hashable, Sendable {
  public enum Form: Hashable, Sendable { case plain, json, logfmt }

  public enum Kind: Hashable, Sendable {
    case key, string, number, boolean, null, punctuation
    /// Text that has no structure.
    case text
    /// Stands for what was left out.
    case more
  }

  public struct Part: Hashable, Sendable {
    public var text: String
    public var kind: Kind

    public init(_ text: String, _ kind: Kind) {
      self.text = text
      self.kind = kind
    }
  }

  /// A row of the drawing; it may still hold escape sequences, which the screen makes harmless.
  public struct Row: Hashable, Sendable {
    /// In steps, not columns.
    public var indent: Int
    public var parts: [Part]

    public var text: String { parts.map(\.text).joined() }
  }

  /// What keeps a hostile line from costing more than a screen is worth.
  public struct Limits: Hashable, Sendable {
    /// Bytes of the line that are looked at.
    public var bytes: Int
    public var rows: Int
    /// Bytes of one value that are shown.
    public var value: Int
    /// Nesting that is indented; deeper values are shown as `{…}`.
    public var depth: Int

    public init(bytes: Int = 1 << 18, rows: Int = 2000, value: Int = 4096, depth: Int = 32) {
      self.bytes = bytes
      self.rows = rows
      self.value = value
      self.depth = depth
    }
  }

  public let form: Form
  public let rows: [Row]
  /// Whether something of the line is not in the rows; the whole of it can still be exported.
  public let isCut: Bool

  public init(_ line: String, limits: Limits = Limits()) {
    var line = line
    self = line.withUTF8 { StructuredLine($0, limits: limits) }
  }

  init(_ line: UnsafeBufferPointer<UInt8>, limits: Limits) {
    let looked = UnsafeBufferPointer(rebasing: line.prefix(limits.bytes))
    let isCut = looked.count < line.count
    if var json = JSONRows(looked, isCut: isCut, limits: limits), json.read() {
      self.init(form: .json, rows: json.rows, isCut: json.isCut)
    } else if LogfmtReader.recognises(looked) {
      self.init(logfmt: looked, isCut: isCut, limits: limits)
    } else {
      let rows = String(decoding: looked, as: UTF8.self).split(
        separator: "\n", maxSplits: limits.rows, omittingEmptySubsequences: false)
      self.init(
        form: .plain, rows: rows.prefix(limits.rows).map { Row(indent: 0, parts: [Part(String($0), .text)]) },
        isCut: isCut || rows.count > limits.rows)
    }
  }

  private init(form: Form, rows: [Row], isCut: Bool) {
    self.form = form
    self.rows = rows
    self.isCut = isCut
  }

  private init(logfmt bytes: UnsafeBufferPointer<UInt8>, isCut: Bool, limits: Limits) {
    var reader = LogfmtReader(bytes)
    var rows: [Row] = []
    var isCut = isCut
    while let item = reader.next() {
      guard rows.count < limits.rows else {
        isCut = true
        break
      }
      guard let value = item.value else {
        rows.append(Row(indent: 0, parts: [Part(reader.text(item.key, limit: limits.value), .text)]))
        continue
      }
      let text = reader.text(value, isQuoted: item.isQuoted, limit: limits.value)
      let kind = item.isQuoted ? Kind.string : FieldType(of: text).kind
      var parts = [Part(reader.text(item.key, limit: limits.value), .key), Part("=", .punctuation)]
      parts.append(Part(text, kind))
      if value.count > limits.value {
        parts.append(Part("…", .more))
        isCut = true
      }
      rows.append(Row(indent: 0, parts: parts))
    }
    self.init(form: .logfmt, rows: rows, isCut: isCut)
  }
}

extension FieldType {
  fileprivate var kind: StructuredLine.Kind {
    switch self {
    case .int, .float, .duration, .bytes: .number
    case .boolean: .boolean
    case .string: .string
    }
  }
}

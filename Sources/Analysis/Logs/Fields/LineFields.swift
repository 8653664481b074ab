/// The fields that a parser of LogQL would find in a line.
struct LineFields {
  enum Parser: String, Hashable, Sendable { case json, logfmt }

  struct Field: Equatable {
    var name: String
    var value: String
    /// The keys from the outermost object inwards; one for logfmt.
    var path: [String]
  }

  private(set) var parser: Parser?
  private(set) var fields: [Field] = []

  /// - Parameters:
  ///   - limit: Fields at most; a line may have thousands.
  ///   - value: Bytes of a value at most.
  init(_ line: UnsafeBufferPointer<UInt8>, limit: Int = 200, value: Int = 1024) {
    let line = UnsafeBufferPointer(rebasing: line.prefix(1 << 18))
    if line.first(where: { $0 > 32 }) == UInt8(ascii: "{") {
      readJSON(line, limit, value)
    } else if LogfmtReader.recognises(line) {
      parser = .logfmt
      var reader = LogfmtReader(line)
      while fields.count < limit, let item = reader.next() {
        guard let range = item.value, !item.key.isEmpty else { continue }
        let key = reader.text(item.key, limit: 200)
        let text = reader.text(range, isQuoted: item.isQuoted, limit: value)
        fields.append(Field(name: Self.sanitised(key), value: text, path: [key]))
      }
    }
  }

  /// As Loki flattens: names joined with `_`, arrays left out.
  private mutating func readJSON(_ line: UnsafeBufferPointer<UInt8>, _ limit: Int, _ value: Int) {
    var reader = JSONReader(line)
    var path: [String] = []
    var arrays = 0
    loop: while fields.count < limit {
      switch reader.next() {
      case .beginObject: if path.count < reader.depth { path.append("") }
      case .endObject: path.removeLast(max(0, path.count - reader.depth))
      case .beginArray:
        arrays += 1
        path.append("")
      case .endArray:
        arrays -= 1
        path.removeLast(max(0, path.count - reader.depth))
      case .key(let range): if let last = path.indices.last { path[last] = reader.text(range, limit: 200) }
      case .string(let range), .number(let range), .boolean(let range):
        guard arrays == 0, !path.isEmpty else { continue }
        let name = path.map(Self.sanitised).joined(separator: "_")
        fields.append(Field(name: name, value: reader.text(range, limit: value), path: path))
      case .null: continue
      case .end:
        parser = .json
        break loop
      case .cut, .invalid:
        parser = nil
        fields = []
        return
      }
    }
    parser = .json
  }

  /// A name as a label may have it.
  static func sanitised(_ key: String) -> String {
    var out = ""
    for byte in key.utf8 {
      switch byte {
      case 48...57: out += out.isEmpty ? "_" + String(UnicodeScalar(byte)) : String(UnicodeScalar(byte))
      case 65...90, 95, 97...122: out.unicodeScalars.append(UnicodeScalar(byte))
      case 0x80..<0xC0: break
      default: out += "_"
      }
    }
    return out
  }
}

extension LogBuffer {
  /// The value of a field wherever it stands: parsed, metadata, labels, or in the text of the line as
  /// JSON or logfmt, of which only the beginning is looked at.
  public func value(of name: String, at index: Int) -> String? {
    if let value = field(name, at: index) { return value }
    return withText(at: index) { text in
      LineFields(UnsafeBufferPointer(rebasing: text.prefix(1 << 14))).fields.first { $0.name == name }?.value
    }
  }
}

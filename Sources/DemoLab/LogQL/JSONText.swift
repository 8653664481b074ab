/// A JSON value found in a log line, with the bytes it was written in.
indirect enum JSONText {
  case string(String)
  /// Numbers and booleans as written.
  case bare(String)
  case null
  case array([JSONText], raw: String)
  case object([(key: String, value: JSONText)], raw: String)

  /// `nil` when the text is not one JSON value.
  init?(_ text: String) {
    var reader = JSONTextReader(bytes: Array(text.utf8))
    guard let value = reader.whole() else { return nil }
    self = value
  }

  /// The value as Loki stores it in a label; `nil` for null.
  var label: String? {
    switch self {
    case .string(let text), .bare(let text): text
    case .array(_, let raw), .object(_, let raw): raw
    case .null: nil
    }
  }

  /// Scalars with their names joined by `_`; arrays are skipped.
  func flattened(prefix: String = "", _ visit: (String, [String], String) -> Void) {
    flattened(prefix: prefix, path: [], visit)
  }

  private func flattened(prefix: String, path: [String], _ visit: (String, [String], String) -> Void) {
    switch self {
    case .object(let fields, _):
      for (key, value) in fields {
        let name = prefix.isEmpty ? key : prefix + "_" + key
        value.flattened(prefix: name, path: path + [key], visit)
      }
    case .string(let text), .bare(let text): visit(Self.sanitised(prefix), path, text)
    case .array, .null: break
    }
  }

  /// Follows `a.b[0]["c"]`.
  func value(at path: String) -> JSONText? {
    var current = self
    for step in path.split(whereSeparator: { ".[]\"".contains($0) }) {
      switch current {
      case .object(let fields, _):
        guard let field = fields.first(where: { $0.key == step }) else { return nil }
        current = field.value
      case .array(let elements, _):
        guard let index = Int(step), elements.indices.contains(index) else { return nil }
        current = elements[index]
      default: return nil
      }
    }
    return current
  }

  /// A name Loki accepts for a label: everything else becomes `_`.
  static func sanitised(_ name: String) -> String {
    let safe = String(
      String.UnicodeScalarView(
        name.unicodeScalars.map {
          $0.isASCII && ($0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0)) ? $0 : "_"
        }))
    return safe.first.map { $0.isNumber ? "_" + safe : safe } ?? safe
  }
}

/// Reads one JSON text; total, and bounded in depth.
private struct JSONTextReader {
  let bytes: [UInt8]
  var index = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func whole() -> JSONText? {
    guard let value = value(depth: 0) else { return nil }
    space()
    return index == bytes.count ? value : nil
  }

  private mutating func space() {
    while let byte = next, byte == 32 || (9...13).contains(byte) { index += 1 }
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    space()
    guard next == byte else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) -> JSONText? {
    guard depth < 64 else { return nil }
    space()
    switch next {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""): return string().map(JSONText.string)
    default: return bare()
    }
  }

  private mutating func bare() -> JSONText? {
    let start = index
    while let byte = next, !",]} \t\r\n".utf8.contains(byte) { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if text == "null" { return .null }
    return text == "true" || text == "false" || Double(text) != nil ? .bare(text) : nil
  }

  private mutating func array(depth: Int) -> JSONText? {
    let start = index
    index += 1
    var elements: [JSONText] = []
    if !skip(UInt8(ascii: "]")) {
      repeat {
        guard let element = value(depth: depth + 1) else { return nil }
        elements.append(element)
      } while skip(UInt8(ascii: ","))
      guard skip(UInt8(ascii: "]")) else { return nil }
    }
    return .array(elements, raw: String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func object(depth: Int) -> JSONText? {
    let start = index
    index += 1
    var fields: [(key: String, value: JSONText)] = []
    if !skip(UInt8(ascii: "}")) {
      repeat {
        space()
        guard let key = string(), skip(UInt8(ascii: ":")), let value = value(depth: depth + 1) else {
          return nil
        }
        fields.append((key, value))
      } while skip(UInt8(ascii: ","))
      guard skip(UInt8(ascii: "}")) else { return nil }
    }
    return .object(fields, raw: String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func string() -> String? {
    guard next == UInt8(ascii: "\"") else { return nil }
    index += 1
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard let escaped = escape() else { return nil }
      text += escaped
    }
    guard next != nil else { return nil }
    index += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func escape() -> [UInt8]? {
    guard let byte = next else { return nil }
    index += 1
    switch byte {
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "u"):
      guard let first = hex() else { return nil }
      var units = [first]
      if UTF16.isLeadSurrogate(first), next == UInt8(ascii: "\\"), index + 1 < bytes.count,
        bytes[index + 1] == UInt8(ascii: "u")
      {
        index += 2
        guard let second = hex() else { return nil }
        units.append(second)
      }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    default: return [byte]
    }
  }

  private mutating func hex() -> UInt16? {
    guard index + 4 <= bytes.count else { return nil }
    defer { index += 4 }
    return UInt16(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16)
  }
}

/// Cuts a TraceQL text into lexemes.
struct TraceLexer {
  private let scalars: [Unicode.Scalar]
  /// UTF-8 offset of each scalar, and of the end.
  private let offsets: [Int]
  private var index = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    var offsets = [Int]()
    offsets.reserveCapacity(scalars.count + 1)
    var offset = 0
    for scalar in scalars {
      offsets.append(offset)
      offset += Unicode.UTF8.width(scalar)
    }
    offsets.append(offset)
    self.offsets = offsets
  }

  /// What an attribute's key may hold without quotes.
  static func isKeyScalar(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && !"{}()=~!<>&|^,\"`\\".unicodeScalars.contains(scalar)
  }

  mutating func next() -> TraceLexeme {
    while let scalar = peek(), scalar.properties.isWhitespace { index += 1 }
    let start = index
    guard let scalar = peek() else { return lexeme(.end, from: start) }
    let kind: TraceLexeme.Kind
    switch scalar {
    case "\"", "`": kind = string()
    case "0"..."9": kind = number()
    case ".": kind = peek(1).map(Self.isDigit) == true ? number() : attribute(nil)
    case "a"..."z", "A"..."Z", "_": kind = word()
    case "/" where peek(1) == "/": kind = comment()
    default: kind = symbol()
    }
    return lexeme(kind, from: start)
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    index + ahead < scalars.count ? scalars[index + ahead] : nil
  }

  private func lexeme(_ kind: TraceLexeme.Kind, from start: Int) -> TraceLexeme {
    TraceLexeme(kind: kind, range: TextRange(offsets[start], offsets[index]))
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }

  private mutating func take(while test: (Unicode.Scalar) -> Bool) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = peek(), test(scalar) {
      text.append(scalar)
      index += 1
    }
    return String(text)
  }

  // MARK: Words and attributes

  private mutating func word() -> TraceLexeme.Kind {
    let word = take(while: Self.isWordScalar)
    if peek() == ".", word == "parent" {
      index += 1
      _ = take(while: Self.isKeyScalar)
      return .invalid("scope parent not yet supported")
    }
    if peek() == ".", let scope = TraceField.Scope(rawValue: word) { return attribute(scope) }
    if peek() == ":", let following = peek(1), Self.isWordScalar(following) {
      index += 1
      return .word(word + ":" + take(while: Self.isWordScalar))
    }
    return TraceLiteral(word: word).map(TraceLexeme.Kind.literal) ?? .word(word)
  }

  /// From the point on: plain and quoted pieces that join to one key.
  private mutating func attribute(_ scope: TraceField.Scope?) -> TraceLexeme.Kind {
    index += 1
    var key = ""
    while let scalar = peek() {
      if scalar == "\"" {
        guard case .literal(.string(let piece)) = string() else {
          return .invalid("attribute name without closing quote")
        }
        key += piece
      } else if Self.isKeyScalar(scalar) {
        key += take(while: Self.isKeyScalar)
      } else {
        break
      }
    }
    return key.isEmpty ? .invalid("attribute without a name") : .attribute(scope, key)
  }

  // MARK: Strings

  private mutating func string() -> TraceLexeme.Kind {
    let quote = scalars[index]
    index += 1
    var text = String.UnicodeScalarView()
    while let scalar = peek() {
      index += 1
      if scalar == quote { return .literal(.string(String(text))) }
      if scalar == "\\", quote == "\"" {
        guard let escaped = escape() else { return .invalid("unknown escape in string") }
        text.append(escaped)
      } else {
        text.append(scalar)
      }
    }
    return .invalid("string without closing quote")
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard let scalar = peek() else { return nil }
    index += 1
    switch scalar {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "\\", "\"", "'": return scalar
    case "x": return hexadecimal(2)
    case "u": return hexadecimal(4)
    case "U": return hexadecimal(8)
    default: return nil
    }
  }

  private mutating func hexadecimal(_ digits: Int) -> Unicode.Scalar? {
    guard index + digits <= scalars.count else { return nil }
    let text = String(String.UnicodeScalarView(scalars[index..<index + digits]))
    guard let value = UInt32(text, radix: 16) else { return nil }
    index += digits
    return Unicode.Scalar(value)
  }

  // MARK: Numbers

  private mutating func number() -> TraceLexeme.Kind {
    let start = index
    let first = decimal()
    if let unit = unit() { return duration(first, unit) }
    if let scalar = peek(), Self.isWordScalar(scalar) {
      _ = take(while: Self.isWordScalar)
      return .invalid("malformed number")
    }
    let text = String(String.UnicodeScalarView(scalars[start..<index]))
    if let int = Int64(text) { return .literal(.int(int)) }
    let whole = text.hasPrefix(".") ? "0" + text : text
    return Double(whole).map { .literal(.float($0)) } ?? .invalid("malformed number")
  }

  /// Digits, point, digits, exponent.
  private mutating func decimal() -> String {
    var text = take(while: Self.isDigit)
    if peek() == "." {
      index += 1
      text += "." + take(while: Self.isDigit)
    }
    let signed = peek(1) == "-" || peek(1) == "+"
    if peek() == "e" || peek() == "E", let digit = peek(signed ? 2 : 1), Self.isDigit(digit) {
      index += signed ? 2 : 1
      text += "e" + (scalars[index - 1] == "-" ? "-" : "") + take(while: Self.isDigit)
    }
    if text.hasPrefix(".") { text = "0" + text }
    return text.hasSuffix(".") ? text + "0" : text
  }

  /// Nanoseconds of the unit that follows, which is consumed.
  private mutating func unit() -> Double? {
    let units: [(String, Double)] = [
      ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 6e10),
      ("h", 3.6e12),
    ]
    for (name, size) in units {
      let letters = Array(name.unicodeScalars)
      guard scalars[index...].starts(with: letters) else { continue }
      let after = index + letters.count
      let continues = after < scalars.count && ("a"..."z").contains(scalars[after])
      if continues { continue }
      index = after
      return size
    }
    return nil
  }

  private mutating func duration(_ first: String, _ unit: Double) -> TraceLexeme.Kind {
    var total = (Double(first) ?? .nan) * unit
    while let scalar = peek(), Self.isDigit(scalar) {
      let amount = decimal()
      guard let size = self.unit() else { return .invalid("duration without a unit") }
      total += (Double(amount) ?? .nan) * size
    }
    guard let nanoseconds = Int64(exactly: total.rounded()) else {
      return .invalid("duration out of range")
    }
    return .literal(.duration(nanoseconds))
  }

  // MARK: Symbols

  private mutating func comment() -> TraceLexeme.Kind {
    _ = take { $0 != "\n" }
    return .comment
  }

  private mutating func symbol() -> TraceLexeme.Kind {
    for length in [3, 2, 1] where index + length <= scalars.count {
      let text = String(String.UnicodeScalarView(scalars[index..<index + length]))
      if Self.symbols.contains(text) {
        index += length
        return .symbol(text)
      }
    }
    let scalar = scalars[index]
    index += 1
    return .invalid("unexpected character \(scalar)")
  }

  private static let symbols: Set<String> = [
    "!>>", "!<<", "&>>", "&<<", "&&", "||", ">>", "<<", "!=", "=~", "!~", ">=", "<=", "!>", "!<",
    "&>", "&<", "&~", "{", "}", "(", ")", ",", "|", "=", "<", ">", "~", "!", "+", "-", "*", "/",
    "%", "^",
  ]
}

/// Text as a field of a line: `\n`, `\r`, `\t` and `\\` stand for what would end it.
enum LineText {
  static func escaped(_ text: some StringProtocol) -> String {
    var out = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      default: out.unicodeScalars.append(character)
      }
    }
    return out
  }

  static func unescaped(_ text: some StringProtocol) -> String {
    let plain: [Unicode.Scalar: Unicode.Scalar] = ["n": "\n", "r": "\r", "t": "\t"]
    var out = ""
    var isEscaped = false
    for character in text.unicodeScalars {
      if isEscaped {
        out.unicodeScalars.append(plain[character] ?? character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        out.unicodeScalars.append(character)
      }
    }
    return out
  }
}

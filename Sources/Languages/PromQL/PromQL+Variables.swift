extension PromQL {
  /// The text with dashboard variables replaced, in all three of Grafana's spellings:
  /// `$name`, `${name}` and `${name:format}`, `[[name]]`. Unknown ones stay as they are.
  public static func substituting(variables: [String: String], in text: String) -> String {
    var out = ""
    var rest = text[...]
    while let character = rest.first {
      if let (name, length) = variable(at: rest), let value = variables[name] {
        out += value
        rest = rest.dropFirst(length)
      } else {
        out.append(character)
        rest = rest.dropFirst()
      }
    }
    return out
  }

  /// The name of the variable that begins here and how many characters it covers.
  private static func variable(at text: Substring) -> (name: String, length: Int)? {
    if text.hasPrefix("${") { return bracketed(text, open: 2, close: "}") }
    if text.hasPrefix("[[") { return bracketed(text, open: 2, close: "]]") }
    guard text.first == "$" else { return nil }
    let name = text.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    return name.isEmpty ? nil : (String(name), name.count + 1)
  }

  private static func bracketed(
    _ text: Substring, open: Int, close: String
  ) -> (name: String, length: Int)? {
    let inner = text.dropFirst(open)
    let body = inner.prefix { $0 != close.first && $0 != "\n" }
    guard inner.dropFirst(body.count).hasPrefix(close) else { return nil }
    let name = body.prefix { $0 != ":" }
    return name.isEmpty ? nil : (String(name), open + body.count + close.count)
  }
}

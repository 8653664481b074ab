/// Users and passwords in URLs: what `https://anna:pw@host/` says before the `@`.
public enum URLUsers {
  /// The text with every such part replaced: `https://***@host/`. A URL ends with a space, a quote or a line.
  public static func masked(in text: String) -> String {
    var out = ""
    var rest = text[...]
    while let scheme = end(of: "://", in: rest) {
      out += rest[..<scheme]
      rest = rest[scheme...]
      let authority = rest.prefix { !"/?# \"'`\n".contains($0) }
      if let at = authority.lastIndex(of: "@") {
        out += "***"
        rest = rest[at...]
      }
    }
    return out + rest
  }

  private static func end(of needle: String, in text: Substring) -> Substring.Index? {
    var start = text.startIndex
    while let found = text[start...].firstIndex(of: ":") {
      if text[found...].hasPrefix(needle) { return text.index(found, offsetBy: needle.count) }
      start = text.index(after: found)
    }
    return nil
  }
}

/// Users and passwords in URLs: what `https://anna:pw@host/` says before the `@`, also where a password is not
/// written as a URL needs it, and what follows the `?`.
public enum URLUsers {
  /// The text with every user and password replaced: `https://***@host/`. A URL ends with a space, a quote or a
  /// line.
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
      } else if isBroken(authority) {
        // `bob:a/b@host`, `bob:secret`: what looks like a port is a password, as far as it goes.
        let whole = rest.prefix { !" \"'`\n".contains($0) }
        out += "***"
        rest = rest[(whole.lastIndex(of: "@") ?? whole.endIndex)...]
      }
    }
    return out + rest
  }

  /// Without what follows the path, where tokens may stand.
  public static func withoutQuery(_ url: String) -> String { masked(in: String(url.prefix { !"?#".contains($0) })) }

  /// Whether something that is no port follows the host.
  private static func isBroken(_ authority: Substring) -> Bool {
    guard !authority.hasPrefix("["), let colon = authority.firstIndex(of: ":") else { return false }
    return authority[authority.index(after: colon)...].contains { !$0.isASCII || !$0.isNumber }
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

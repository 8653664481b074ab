internal import Telemetry

/// Takes credentials out of text that is kept or passed on: whoever reads a link or a timeline may not
/// be meant to have them.
public enum Credentials {
  /// What can be nothing but a credential: the user part of a URL, what follows `Bearer` or `Basic`, JSON
  /// web tokens, and tokens that say by their beginning whose they are. A query keeps its meaning but for
  /// those.
  public static func masked(inQuery text: String) -> String {
    masked(text, alsoNamed: false)
  }

  /// Also what follows `password=`, `token:` and the like: in lines of logs and in values.
  public static func masked(inText text: String) -> String {
    masked(text, alsoNamed: true)
  }

  private static let mask = "***"
  private static let prefixes = [
    "glsa_", "glc_", "ghp_", "gho_", "ghs_", "github_pat_", "xoxb-", "xoxp-", "sk_live_", "AKIA",
    "hvs.",
  ]
  private static let names = [
    "password", "passwd", "passphrase", "secret", "client_secret", "token", "access_token", "refresh_token",
    "api_key", "apikey", "api-key", "authorization", "x-api-key", "private_key",
  ]

  private static func masked(_ text: String, alsoNamed: Bool) -> String {
    var out = ""
    var rest = URLUsers.masked(in: text)[...]
    while let first = rest.first {
      guard isWord(first) else {
        out.append(rest.removeFirst())
        continue
      }
      let word = rest.prefix(while: isWord)
      rest = rest[word.endIndex...]
      out += isToken(word) ? mask : String(word)
      if isScheme(word), rest.first == " ", looksRandom(rest.dropFirst().prefix(while: isWord)) {
        out += " " + mask
        rest = rest.dropFirst().drop(while: isWord)
      } else if alsoNamed, isNamed(word), isAssigned(rest) {
        maskValue(of: &rest, into: &out)
      }
    }
    return out
  }

  /// `="p@ss, word"`, `: hunter2,`: the sign and the quote stay, what they are about goes. What follows
  /// `Authorization: Bearer` is seen to later.
  private static func maskValue(of rest: inout Substring, into out: inout String) {
    let sign = rest.prefix { " =:\\\"'`".contains($0) }
    out += sign
    rest = rest[sign.endIndex...]
    let quote = sign.last.flatMap { "\"'`".contains($0) ? $0 : nil }
    let value = rest.prefix { letter in
      if let quote { return letter != quote && letter != "\\" }
      return !" \t\n,;&\"'`)}]".contains(letter)
    }
    guard !value.isEmpty, !isScheme(value.prefix(while: isWord)) else { return }
    out += mask
    rest = rest[value.endIndex...]
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "-_.~+/".contains(character)
  }

  private static func isScheme(_ word: Substring) -> Bool {
    ["bearer", "basic"].contains(word.lowercased())
  }

  /// No word of a language: `basic authentication` is about nobody's password.
  private static func looksRandom(_ word: Substring) -> Bool {
    word.count >= 8 && word.dropFirst().contains { $0.isNumber || $0.isUppercase }
  }

  private static func isToken(_ word: Substring) -> Bool {
    if prefixes.contains(where: word.hasPrefix), word.count >= 16 { return true }
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    return word.hasPrefix("eyJ") && parts.count == 3 && word.count > 30
  }

  private static func isNamed(_ word: Substring) -> Bool {
    let name = word.lowercased()
    return names.contains { name == $0 || name.hasSuffix("_" + $0) || name.hasSuffix("." + $0) }
  }

  /// Whether a value follows; `=~` and `!=` compare.
  private static func isAssigned(_ rest: Substring) -> Bool {
    let rest = rest.drop { "\"' \\".contains($0) }
    guard let sign = rest.first, sign == "=" || sign == ":" else { return false }
    return !rest.dropFirst().hasPrefix("~")
  }
}

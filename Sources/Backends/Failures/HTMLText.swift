/// The readable part of a gateway's error page.
enum HTMLText {
  /// Text without tags, scripts and styles; the five common entities decoded.
  static func plain(_ html: String) -> String {
    var out = ""
    var rest = html[...]
    while let open = rest.firstIndex(of: "<") {
      out += rest[..<open] + " "
      let tag = rest[open...]
      guard let close = tag.firstIndex(of: ">") else { return decoded(out) }
      rest = tag[tag.index(after: close)...]
      for name in ["script", "style"] where tag.dropFirst().prefix(name.count).lowercased() == name {
        rest = afterEnd(of: name, in: rest)
      }
    }
    return decoded(out + rest)
  }

  /// What follows `</name`, its own `>` included in the next tag's scan.
  private static func afterEnd(of name: String, in text: Substring) -> Substring {
    var rest = text
    while let open = rest.firstIndex(of: "<") {
      rest = rest[open...]
      if rest.dropFirst(2).prefix(name.count).lowercased() == name { return rest }
      rest = rest.dropFirst()
    }
    return ""
  }

  private static func decoded(_ text: String) -> String {
    let entities = ["lt": "<", "gt": ">", "quot": "\"", "#39": "'", "nbsp": " ", "amp": "&"]
    var out = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      out += rest[..<start]
      let after = rest[rest.index(after: start)...]
      if let end = after.prefix(6).firstIndex(of: ";"), let text = entities[String(after[..<end])] {
        out += text
        rest = after[after.index(after: end)...]
      } else {
        out += "&"
        rest = after
      }
    }
    return out + rest
  }
}

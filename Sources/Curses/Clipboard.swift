/// Text on its way to the person's clipboard: OSC 52, which works over SSH too.
enum Clipboard {
  /// Terminals drop longer sequences; text beyond is cut at a whole character.
  static let limit = 74_000

  static func sequence(for text: String, isTmux: Bool) -> [UInt8] {
    let plain = "\u{1B}]52;c;" + Base64.encoded(Array(cut(text).utf8)) + "\u{7}"
    guard isTmux else { return Array(plain.utf8) }
    // tmux takes the plain one with `set-clipboard on`, the wrapped one with `allow-passthrough on`.
    return Array((plain + "\u{1B}Ptmux;\u{1B}" + plain + "\u{1B}\\").utf8)
  }

  private static func cut(_ text: String) -> Substring {
    var end = text.startIndex
    var count = 0
    guard text.utf8.count > limit else { return text[...] }
    for index in text.indices {
      let next = text.index(after: index)
      count += text[index..<next].utf8.count
      if count > limit { break }
      end = next
    }
    return text[..<end]
  }
}

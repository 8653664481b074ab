internal import CCurses
internal import Canvas

/// The keys of the terminal's description, by the bytes it says it sends for them.
enum TerminalKeys {
  private static let capabilities: [(String, Key)] = [
    ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home),
    ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert), ("kdch1", .delete),
    ("kcbt", .backTab), ("kLFT", .shiftLeft), ("kRIT", .shiftRight),
  ]

  /// Only sequences that begin with escape; needs a started screen.
  static func sequences() -> [KeySequence] {
    let functions = (1...12).map { ("kf\($0)", Key.function($0)) }
    var sequences = [KeySequence]()
    for (capability, key) in capabilities + functions {
      guard let text = curses_key_sequence(capability) else { continue }
      let bytes = Array(String(cString: text).utf8)
      if bytes.count > 2, bytes[0] == 0x1B { sequences.append(KeySequence(bytes, key)) }
    }
    return sequences
  }
}

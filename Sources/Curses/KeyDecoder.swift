public import Canvas

/// Turns the bytes a terminal sends into keys, pastes and mouse events.
///
/// It reads the bytes itself rather than through `get_wch`, because that depends on the terminal's
/// description for mouse and paste, and a tmux entry lacks both. Sequences of that description come
/// first, then the ones every xterm-like terminal sends.
///
///     ESC          the Escape key, when nothing follows within 25 ms
///     ESC x        Alt-x
///     ESC [ … F    a key, a mouse event, the start of a paste
///     ESC O F      a key
///     ESC ] … BEL  an answer of the terminal, dropped
public struct KeyDecoder: Sendable {
  /// The largest paste in bytes; what lies beyond is dropped.
  public static let pasteLimit = 1 << 20
  private static let sequenceLimit = 4096

  /// What the bytes waiting at the front are.
  enum Step: Equatable {
    case incomplete
    case dropped(Int)
    case input(Input, Int)
    case pasteBegins(Int)
  }

  let sequences: [KeySequence]
  var pending = [UInt8]()
  private var paste: Paste?

  /// - Parameter sequences: Keys of the terminal's description, by the bytes it sends for them.
  public init(sequences: [KeySequence] = []) { self.sequences = sequences }

  /// How many milliseconds to wait for more bytes before `flush`; `nil` when nothing is waiting.
  public var patience: Int? {
    if paste != nil { return 1000 }
    if pending.isEmpty { return nil }
    return pending.count <= 2 && pending[0] == 0x1B ? 25 : 250
  }

  /// Takes bytes as they come, cut anywhere.
  public mutating func feed(_ bytes: some Sequence<UInt8>) -> [Input] {
    var inputs = [Input]()
    var incoming = Array(bytes)[...]
    while !incoming.isEmpty {
      if paste != nil {
        if let text = paste?.take(&incoming) {
          paste = nil
          inputs.append(.paste(text))
        }
        continue
      }
      // A paste may begin in the middle: hand over byte by byte only near an escape.
      pending.append(incoming.removeFirst())
      advance(&inputs)
    }
    return inputs
  }

  /// Decides what the waiting bytes are, now that nothing follows them.
  public mutating func flush() -> [Input] {
    if let text = paste?.end() {
      paste = nil
      return [.paste(text)]
    }
    defer { pending = [] }
    switch pending.count {
    case 0: return []
    case 1 where pending[0] == 0x1B: return [.key(.escape)]
    case 2 where pending[0] == 0x1B:
      return [.key(.alt(Character(Unicode.Scalar(pending[1]))))]
    default: return pending[0] == 0x1B ? [] : [.key(.character("\u{FFFD}"))]
    }
  }

  private mutating func advance(_ inputs: inout [Input]) {
    while !pending.isEmpty {
      switch step() {
      case .incomplete:
        if pending.count > Self.sequenceLimit { pending = [] }
        return
      case .dropped(let count): pending.removeFirst(count)
      case .input(let input, let count):
        pending.removeFirst(count)
        inputs.append(input)
      case .pasteBegins(let count):
        pending.removeFirst(count)
        paste = Paste()
        return
      }
    }
  }

  private func step() -> Step {
    guard pending[0] == 0x1B else { return character(at: 0) }
    guard pending.count > 1 else { return .incomplete }
    switch pending[1] {
    case UInt8(ascii: "["): return controlSequence()
    case UInt8(ascii: "O"): return singleShift()
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"): return answer()
    default: return altered()
    }
  }

  /// One character of UTF-8 or one control key.
  private func character(at start: Int) -> Step {
    let byte = pending[start]
    if byte == 0x1A { return .input(.suspend, 1) }
    if byte < 0x20 || byte == 0x7F { return .input(.key(Self.control(byte)), 1) }
    if byte < 0x80 { return .input(.key(.character(Character(Unicode.Scalar(byte)))), 1) }
    let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    guard (0xC2...0xF4).contains(byte) else { return .input(.key(.character("\u{FFFD}")), 1) }
    let following = pending.dropFirst(start + 1).prefix(length - 1)
    let valid = following.prefix { $0 & 0xC0 == 0x80 }
    if valid.count == following.count, following.count < length - 1 { return .incomplete }
    let text = String(decoding: [byte] + valid, as: UTF8.self)
    guard valid.count == length - 1, let scalar = text.unicodeScalars.first,
      text.unicodeScalars.count == 1
    else { return .input(.key(.character("\u{FFFD}")), 1 + valid.count) }
    if scalar.value < 0xA0 { return .dropped(length) }
    return .input(.key(.character(Character(scalar))), length)
  }

  static func control(_ byte: UInt8) -> Key {
    switch byte {
    case 0x0D: .enter
    case 0x09: .tab
    case 0x08, 0x7F: .backspace
    case 0x1B: .escape
    case 0: .control(" ")
    case 1...26: .control(Character(Unicode.Scalar(byte + 0x60)))
    default: .control(Character(Unicode.Scalar(byte + 0x40)))
    }
  }

  /// Escape before an ordinary key is Alt with it.
  private func altered() -> Step {
    if pending[1] == 0x7F || pending[1] == 0x08 { return .input(.key(.alt("\u{7F}")), 2) }
    if pending[1] == 0x0D || pending[1] == 0x0A { return .input(.key(.alt("\n")), 2) }
    if pending[1] < 0x20 { return .input(.key(.escape), 1) }
    guard case .input(.key(.character(let character)), let length) = character(at: 1) else {
      return .incomplete
    }
    return .input(.key(.alt(character)), length + 1)
  }

  /// An answer to a question nobody asked, up to BEL or `ESC \`.
  private func answer() -> Step {
    if pending.last == 0x07 || pending.suffix(2) == [0x1B, UInt8(ascii: "\\")] {
      return .dropped(pending.count)
    }
    return .incomplete
  }
}

internal import Canvas

extension KeyDecoder {
  /// `ESC [`, parameters, a final byte.
  func controlSequence() -> Step {
    guard pending.count > 2 else { return .incomplete }
    if pending[2] == UInt8(ascii: "[") { return linuxFunctionKey() }
    guard let end = pending.indices.dropFirst(2).first(where: { !(0x20...0x3F).contains(pending[$0]) })
    else { return .incomplete }
    let (final, length) = (pending[end], end + 1)
    guard (0x40...0x7E).contains(final) else { return .dropped(end) }
    if let key = key(of: pending[..<length]) { return .input(.key(key), length) }
    if end == 2, final == UInt8(ascii: "M") { return oldMouse() }
    let parameters = pending[2..<end]
    if parameters.first == UInt8(ascii: "<") {
      return mouse(Self.numbers(parameters.dropFirst()), final, length)
    }
    let numbers = Self.numbers(parameters)
    if final == UInt8(ascii: "~"), numbers.first == 200 { return .pasteBegins(length) }
    guard let input = Self.input(final, numbers) else { return .dropped(length) }
    return .input(input, length)
  }

  private func key(of bytes: ArraySlice<UInt8>) -> Key? {
    sequences.last { $0.bytes.elementsEqual(bytes) }?.key
  }

  /// `ESC O` and a letter: cursor and function keys in application mode.
  func singleShift() -> Step {
    guard pending.count > 2 else { return .incomplete }
    if let key = key(of: pending[..<3]) { return .input(.key(key), 3) }
    if pending[2] == UInt8(ascii: "M") { return .input(.key(.enter), 3) }
    guard let input = Self.input(pending[2], []) else { return .dropped(3) }
    return .input(input, 3)
  }

  /// The Linux console sends `ESC [ [ A` to `ESC [ [ E` for F1 to F5.
  private func linuxFunctionKey() -> Step {
    guard pending.count > 3 else { return .incomplete }
    guard (0x41...0x45).contains(pending[3]) else { return .dropped(4) }
    return .input(.key(.function(Int(pending[3]) - 0x40)), 4)
  }

  /// Numbers between semicolons; empty ones are 0, absurd ones -1. Sub-parameters after `:` are
  /// left out.
  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int] {
    guard !bytes.isEmpty else { return [] }
    return bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { part in
      let digits = part.prefix { $0 != UInt8(ascii: ":") }
      return digits.isEmpty ? 0 : Int(String(decoding: digits, as: UTF8.self)) ?? -1
    }
  }

  private static func input(_ final: UInt8, _ numbers: [Int]) -> Input? {
    let modifiers = max(0, (numbers.count > 1 ? numbers[1] : 1) - 1) & 0xFF
    switch final {
    case UInt8(ascii: "~"): return tilde(numbers, modifiers)
    case UInt8(ascii: "u"): return character(numbers.first ?? 0, modifiers)
    case UInt8(ascii: "Z"): return .key(.backTab)
    case UInt8(ascii: "c"): return numbers.isEmpty ? .key(.shiftRight) : nil
    case UInt8(ascii: "d"): return .key(.shiftLeft)
    default: return letter(final, modifiers).map { .key($0) }
    }
  }

  /// Ctrl and Alt with an arrow both move by words, as terminals differ in which they send.
  private static func letter(_ final: UInt8, _ modifiers: Int) -> Key? {
    let (shifted, byWords) = (modifiers & 1 != 0, modifiers & 6 != 0)
    return switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): byWords ? .controlRight : shifted ? .shiftRight : .right
    case UInt8(ascii: "D"): byWords ? .controlLeft : shifted ? .shiftLeft : .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final) - 0x4F)
    default: nil
    }
  }

  /// `ESC [ number ~`; 27 is xterm's form for a modified character.
  private static func tilde(_ numbers: [Int], _ modifiers: Int) -> Input? {
    switch numbers.first {
    case 1, 7: .key(.home)
    case 2: .key(.insert)
    case 3: .key(.delete)
    case 4, 8: .key(.end)
    case 5: .key(.pageUp)
    case 6: .key(.pageDown)
    case let number? where (11...15).contains(number): .key(.function(number - 10))
    case let number? where (17...21).contains(number): .key(.function(number - 11))
    case let number? where (23...24).contains(number): .key(.function(number - 12))
    case 27 where numbers.count > 2: character(numbers[2], modifiers)
    default: nil
    }
  }

  /// A character with modifiers: 1 is Shift, 2 Alt, 4 Ctrl.
  private static func character(_ code: Int, _ modifiers: Int) -> Input? {
    guard let value = UInt32(exactly: code), let scalar = Unicode.Scalar(value) else { return nil }
    if code == 9, modifiers & 1 != 0 { return .key(.backTab) }
    if code == 13, modifiers & 7 != 0 { return .key(.alt("\n")) }
    if code < 0x20 || code == 0x7F { return .key(control(UInt8(code))) }
    let character = Character(scalar)
    if modifiers & 4 != 0 {
      let lower = character.isASCII ? Character(character.lowercased()) : character
      return lower == "z" ? .suspend : .key(.control(lower))
    }
    return .key(modifiers & 2 != 0 ? .alt(character) : .character(character))
  }

  /// `ESC [ < button ; column ; row M`; the release ends in `m`.
  private func mouse(_ numbers: [Int], _ final: UInt8, _ length: Int) -> Step {
    guard numbers.count == 3, final == UInt8(ascii: "M"), numbers[1] > 0, numbers[2] > 0,
      let input = Self.mouse(button: numbers[0], Point(numbers[1] - 1, numbers[2] - 1))
    else { return .dropped(length) }
    return .input(input, length)
  }

  /// `ESC [ M` and three bytes, each 32 too large.
  private func oldMouse() -> Step {
    guard pending.count >= 6 else { return .incomplete }
    let (button, x, y) = (Int(pending[3]) - 32, Int(pending[4]) - 33, Int(pending[5]) - 33)
    guard x >= 0, y >= 0, let input = Self.mouse(button: button, Point(x, y)) else { return .dropped(6) }
    return .input(input, 6)
  }

  /// Modifier bits (4, 8, 16) do not matter; 32 marks movement.
  private static func mouse(button: Int, _ point: Point) -> Input? {
    switch button & ~0b11100 {
    case 0: .press(point)
    case 64: .wheel(point, down: false)
    case 65: .wheel(point, down: true)
    default: nil
    }
  }
}

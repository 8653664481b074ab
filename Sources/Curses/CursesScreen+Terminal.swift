internal import CCurses
internal import CTerminal
internal import Canvas
internal import Glibc

extension CursesScreen {
  /// Starts ncurses for a terminal, with direct colour when wanted and possible.
  ///
  /// Over SSH the other machine often does not know a new terminal's name; nearly all of those
  /// understand what xterm does.
  ///
  /// - Returns: Whether colours are direct; `nil` when no description was found.
  static func start(_ term: String, _ depth: ColorDepth, _ file: TerminfoFile) -> Bool? {
    for name in [term, "xterm-256color", "xterm", "ansi"] {
      if depth == .truecolor, startDirect(name, file) { return true }
      if curses_start(name) != nil { return false }
    }
    return nil
  }

  /// ncurses takes a description from the variable TERMINFO; only this process sees it, and only
  /// while ncurses starts.
  private static func startDirect(_ term: String, _ file: TerminfoFile) -> Bool {
    guard let bytes = file.bytes(of: term), var entry = TerminfoEntry(bytes) else { return false }
    entry.useDirectColor()
    let before = getenv("TERMINFO").map { String(cString: $0) }
    setenv("TERMINFO", "b64:" + Base64.encoded(entry.bytes), 1)
    defer {
      if let before { setenv("TERMINFO", before, 1) } else { unsetenv("TERMINFO") }
    }
    return curses_start(term) != nil
  }

  /// The depth that the terminal's number of colours allows.
  static func possible(_ wanted: ColorDepth, _ colors: Int32, _ isDirect: Bool) -> ColorDepth {
    let most: ColorDepth =
      switch colors {
      case ..<8: .mono
      case 8..<16: .ansi8
      case 16..<256: .ansi16
      case 256..<0x100_0000: .palette256
      default: .truecolor
      }
    return min(wanted, isDirect ? most : min(most, .palette256))
  }

  static func terminalSize() -> Size {
    var (columns, rows) = (Int32(80), Int32(24))
    _ = cterminal_size(&columns, &rows)
    return Size(Int(columns), Int(rows))
  }

  /// Mouse presses with SGR coordinates, and bracketed paste.
  func turnModes(on: Bool) {
    let end = on ? "h" : "l"
    let bytes = Array("\u{1B}[?1000\(end)\u{1B}[?1006\(end)\u{1B}[?2004\(end)".utf8)
    cterminal_write(bytes, bytes.count)
  }

  /// Leaves the alternate screen and the raw modes.
  func leave() {
    turnModes(on: false)
    endwin()
    cterminal_set_active(false)
  }

  public func suspend() {
    guard !isHungUp else { return }
    leave()
    cterminal_stop()
    let ours = UInt32(CTERMINAL_STOP | CTERMINAL_CONTINUED)
    signals |= cterminal_take_signals() & ~ours
    cterminal_set_active(true)
    reenter()
  }

  /// Takes the terminal over again as it is now; what stands on it is unknown.
  func reenter() {
    reset_prog_mode()
    curses_forget()
    _ = fit()
    catchUp()
    turnModes(on: true)
  }

  /// Follows the terminal's size; true when it changed.
  func fit() -> Bool {
    let now = Self.terminalSize()
    guard now != size else { return false }
    size = now
    resizeterm(Int32(now.height), Int32(now.width))
    curses_forget()
    return true
  }
}

internal import CCurses
internal import CTerminal
public import Canvas
internal import Glibc

/// The terminal, through ncurses. Main thread only, one at a time in a process.
///
/// ncurses keeps what stands on the terminal and writes the difference. It writes only when the
/// terminal takes more, so a slow line never queues frames: those in between are not written.
public final class CursesScreen: Screen {
  /// How a style is written: attribute bits and a colour pair of ncurses.
  struct Ink {
    var flags: UInt32
    var pair: Int32
  }

  public internal(set) var size: Size
  public let isUnicode: Bool
  public let depth: ColorDepth
  public let wake: @Sendable () -> Void

  let wakeFile: WakeFile
  let isTmux: Bool
  var decoder: KeyDecoder
  /// When waiting bytes count as whole, in milliseconds of the monotonic clock.
  var patienceEnds: Int64?
  /// Signals seen but not yet reported.
  var signals: UInt32 = 0
  var isHungUp = false
  /// Something is staged that the terminal had no room for.
  var isBehind = false
  private var isOpen = true
  private let colors: Int32
  private var palette: Palette
  private var inks = [Style: Ink]()
  /// The one asked for last: neighbours mostly share theirs.
  private var lastInk: (style: Style, ink: Ink)?

  /// Takes the terminal over: alternate screen, raw keys, mouse presses, bracketed paste.
  ///
  /// - Parameters:
  ///   - depth: `nil` for what the environment and the terminal's description promise.
  ///   - ascii: Show nothing outside ASCII; otherwise the environment decides.
  ///   - environment: `TERM`, `COLORTERM`, `NO_COLOR`, `LC_*`, `TMUX`, `TERMINFO`, `HOME`.
  /// - Throws: `CursesFailure`.
  public init(
    depth: ColorDepth? = nil, ascii: Bool = false, environment: [String: String]
  ) throws(CursesFailure) {
    let traits = TerminalTraits(environment: environment)
    let file = WakeFile()
    let hasUTF8 = cterminal_use_utf8()
    guard cterminal_is_terminal(), cterminal_open(file.descriptor) else { throw .notATerminal }
    cterminal_set_active(true)
    let wanted = depth ?? traits.depth
    guard let isDirect = Self.start(traits.term, wanted, TerminfoFile(environment: environment)) else {
      cterminal_set_active(false)
      cterminal_close()
      throw .unknownTerminal(traits.term)
    }
    colors = wanted == .mono ? 0 : curses_start_color()
    self.depth = Self.possible(wanted, colors, isDirect)
    isUnicode = traits.isUnicode && hasUTF8 && !ascii
    isTmux = traits.isTmux
    wakeFile = file
    wake = { file.wake() }
    decoder = KeyDecoder(sequences: TerminalKeys.sequences())
    palette = Palette(theme: .night, depth: self.depth)
    size = Self.terminalSize()
    typeahead(-1)
    turnModes(on: true)
  }

  deinit { close() }

  /// Gives the terminal back for good. Nothing is written to one that is gone.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    if !isHungUp { leave() }
    cterminal_close()
  }

  public func use(_ theme: Theme) {
    palette = Palette(theme: theme, depth: depth)
    inks = [:]
    lastInk = nil
    reset_color_pairs()
  }

  public func present(_ changes: [Surface.Run], cursor: Point?) {
    guard isOpen, !isHungUp else { return }
    for run in changes { put(isUnicode ? run : Self.folded(run)) }
    let shown = cursor.flatMap { Rect(size).contains($0) ? $0 : nil }
    curses_stage(Int32(shown?.y ?? -1), Int32(shown?.x ?? 0))
    isBehind = true
    if cterminal_poll(-1, -1, 1, 0) & UInt32(CTERMINAL_WRITABLE) != 0 { catchUp() }
  }

  public func copy(_ text: String) {
    guard isOpen, !isHungUp else { return }
    let bytes = Clipboard.sequence(for: text, isTmux: isTmux)
    cterminal_write(bytes, bytes.count)
  }

  /// Writes what is staged.
  func catchUp() {
    doupdate()
    isBehind = false
  }

  private static func folded(_ run: Surface.Run) -> Surface.Run {
    var row = Surface(Size(run.cells.count, 1))
    for (x, cell) in run.cells.enumerated() { row[Point(x, 0)] = cell }
    return Surface.Run(start: run.start, cells: row.asciiFolded().cells[...])
  }

  private func put(_ run: Surface.Run) {
    guard (0..<size.height).contains(run.start.y) else { return }
    var x = run.start.x
    var last: Style?
    for index in run.cells.indices where x < size.width {
      var cell = run.cells[index]
      if cell.isBlank { cell.style = blankStyle(cell.style, after: last) }
      last = cell.style
      defer { x += 1 }
      guard x >= 0, !cell.isContinuation else { continue }
      let next = run.cells.index(after: index)
      let isWide = next < run.cells.endIndex && run.cells[next].isContinuation
      put(cell, columns: isWide ? 2 : 1, at: Point(x, run.start.y))
    }
  }

  /// Nobody sees the colour of a blank's glyph, so it takes whatever needs no escape sequence: a
  /// third of a screen's bytes otherwise go into switching to blanks and back.
  private func blankStyle(_ style: Style, after last: Style?) -> Style {
    if style.underline { return style }
    let marks = UInt32(CURSES_UNDERLINE) | UInt32(CURSES_REVERSE)
    guard let last, last.ground == style.ground, ink(for: last).flags & marks == 0 else {
      return Style(.text, on: style.ground)
    }
    return last
  }

  private func put(_ cell: Cell, columns: Int, at point: Point) {
    let ink = ink(for: cell.style)
    let (x, y) = (Int32(point.x), Int32(point.y))
    if columns == 1, let ascii = cell.glyph.asciiValue, ascii >= 0x20, ascii != 0x7F {
      var scalar = UInt32(ascii)
      curses_put(y, x, &scalar, 1, ink.flags, ink.pair)
      return
    }
    let glyph = TerminalGlyph(cell.glyph, columns: columns)
    curses_put(y, x, glyph.scalars, Int32(glyph.scalars.count), ink.flags, ink.pair)
    if glyph.width < columns {
      var blank: UInt32 = 0x20
      curses_put(y, x + 1, &blank, 1, ink.flags, ink.pair)
    }
  }

  private func ink(for style: Style) -> Ink {
    if let lastInk, lastInk.style == style { return lastInk.ink }
    let ink: Ink
    if let known = inks[style] {
      ink = known
    } else {
      ink = mixed(palette.attributes(for: style))
      inks[style] = ink
    }
    lastInk = (style, ink)
    return ink
  }

  private func mixed(_ attributes: Palette.Attributes) -> Ink {
    var flags: UInt32 = 0
    var attributes = attributes
    if colors == 8 {
      // Eight colours: the bright ones are the plain ones in bold.
      if (attributes.foreground ?? 0) >= 8 { attributes.bold = true }
      attributes.foreground = attributes.foreground.map { $0 % 8 }
      attributes.background = attributes.background.map { $0 % 8 }
    }
    if attributes.bold { flags |= UInt32(CURSES_BOLD) }
    if attributes.underline { flags |= UInt32(CURSES_UNDERLINE) }
    if attributes.reverse { flags |= UInt32(CURSES_REVERSE) }
    guard depth != .mono, attributes.foreground != nil || attributes.background != nil else {
      return Ink(flags: flags, pair: 0)
    }
    let pair = alloc_pair(Int32(attributes.foreground ?? -1), Int32(attributes.background ?? -1))
    return Ink(flags: flags, pair: max(0, pair))
  }
}

/// How many colours a terminal can show.
public enum ColorDepth: Int, Hashable, Comparable, Sendable, CaseIterable {
  case mono, ansi8, ansi16, palette256, truecolor

  public static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rawValue < b.rawValue }
}

/// A terminal, or its stand-in in tests. Used from the main thread only.
public protocol Screen: AnyObject {
  var size: Size { get }
  /// Whether glyphs outside ASCII can be shown.
  var isUnicode: Bool { get }
  var depth: ColorDepth { get }

  /// Sleeps until something happens at the terminal, `wake` is called or the time is over.
  func wait(atMost timeout: Duration?) -> [Input]
  /// Ends a `wait` from any thread; a wake that comes before the wait is not lost.
  var wake: @Sendable () -> Void { get }

  /// Writes changed cells; the cursor is hidden when `nil`.
  func present(_ changes: [Surface.Run], cursor: Point?)
  func use(_ theme: Theme)
  /// Gives the terminal back, stops the process and returns when it goes on; the next `present`
  /// must be of everything.
  func suspend()
  /// Puts text on the person's clipboard (OSC 52).
  func copy(_ text: String)
}

/// A key as a person presses it.
public enum Key: Hashable, Sendable {
  case character(Character)
  /// Ctrl with a lower-case letter.
  case control(Character)
  /// Alt with a character; with the line feed it is Alt-Enter.
  case alt(Character)
  case enter, tab, backTab, backspace, escape, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case shiftLeft, shiftRight
  case controlLeft, controlRight
  case function(Int)
}

/// Anything that happens at the terminal.
public enum Input: Equatable, Sendable {
  case key(Key)
  /// Bracketed paste, whole.
  case paste(String)
  case press(Point)
  case wheel(Point, down: Bool)
  case resize(Size)
  /// Ctrl-Z or SIGTSTP: the console suspends the screen.
  case suspend
  /// SIGTERM or SIGINT from outside: leave in good order.
  case terminate
  /// The terminal is gone (SIGHUP, end of file): leave at once, write nothing.
  case hangup
}

/// Why there is no screen.
public enum CursesFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// Standard input or output is a file or a pipe.
  case notATerminal
  /// Neither `TERM` nor the usual names are in the terminal database.
  case unknownTerminal(String)

  public var description: String {
    switch self {
    case .notATerminal:
      "standard input and output must be a terminal"
    case .unknownTerminal(let name):
      "terminal type \(name) is unknown here; set TERM to a known one such as xterm-256color"
    }
  }
}

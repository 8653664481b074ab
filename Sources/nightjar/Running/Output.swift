import Glibc
import Reports

/// Where verbs write: the result on standard output, everything else on standard error.
enum Output {
  static func line(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }
  static func note(_ text: String) { write("nightjar: " + text + "\n", to: STDERR_FILENO) }

  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The width of the terminal on standard output; `nil` off a terminal.
  static var terminalWidth: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// What `body` writes, on standard output, block by block.
  static func blocks(_ body: (inout BlockWriter) -> Void) {
    var writer = BlockWriter { write($0, to: STDOUT_FILENO) }
    body(&writer)
    writer.end()
  }

  static func write(_ text: String, to file: Int32) { write(Array(text.utf8), to: file) }

  /// On standard output.
  static func write(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// What was asked for is not where it should be: nobody may take that for success.
  private static func lost(_ file: Int32) {
    guard file == STDOUT_FILENO else { return }
    let words = String(cString: strerror(errno))
    if errno != EPIPE { note("cannot write: \(words)") }
    Glibc.exit(1)
  }

  private static func write(_ bytes: [UInt8], to file: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return lost(file) }
      rest = rest.dropFirst(count)
    }
  }
}

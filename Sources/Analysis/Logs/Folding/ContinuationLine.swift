/// Tells the lines of a stack trace from lines that begin an entry.
///
/// A stack trace's lines look alike within a language, and differ from what else is logged:
/// ```
///   java     \tat app.Main.run(Main.java:5)      Caused by: …      … 12 more
///   .NET        at App.Run() in /src/App.cs:line 5   ---> …   --- End of inner exception …
///   python   Traceback (most recent call last):    File "a.py", line 5, in run    ValueError: no
///   go       goroutine 1 [running]:   main.run(0x1)   \t/src/main.go:5 +0x1d   created by …
///   js           at run (/src/app.js:5:3)
/// ```
struct ContinuationLine {
  /// What the lines before, of the same stream, lead one to expect.
  enum Expectation: Hashable, Sendable {
    case nothing
    /// Within a Python traceback: its last line stands at the margin.
    case python
    /// Within a Go dump: the names of functions stand at the margin.
    case go
  }

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Whether a line belongs to the one before it, given what that led to expect; the expectation
  /// moves on.
  static func continues(_ line: UnsafeBufferPointer<UInt8>, _ expected: inout Expectation) -> Bool {
    let line = Bytes(rebasing: line.prefix(256))
    if starts(line, "Traceback (most recent call last)") {
      expected = .python
      return true
    }
    if starts(line, "goroutine "), contains(line, "[") {
      expected = .go
      return true
    }
    if isMarked(line) || isIndented(line) { return true }
    let was = expected
    expected = .nothing
    switch was {
    case .nothing: return false
    case .python: return endsTraceback(line, &expected)
    case .go: return isGoFrame(line, &expected)
    }
  }

  /// What an entry that is no continuation leads to expect.
  static func expectation(after line: UnsafeBufferPointer<UInt8>) -> Expectation {
    let line = Bytes(rebasing: line.prefix(256))
    return starts(line, "panic: ") || starts(line, "fatal error: ") ? .go : .nothing
  }

  private static let marks: [StaticString] = [
    "Caused by: ", "Suppressed: ", "... ", "--- End of ", "---> ", " ---> ",
    "During handling of the above exception", "The above exception was the direct cause",
    "created by ", "[signal ", "exit status ",
  ]

  private static func isMarked(_ line: Bytes) -> Bool { marks.contains { starts(line, $0) } }

  /// A tab or two spaces before text; an empty line begins nothing either.
  private static func isIndented(_ line: Bytes) -> Bool {
    guard let text = line.firstIndex(where: { $0 > 32 }) else { return true }
    return line[0] == 9 || text >= 2
  }

  /// `ValueError: no such user`, `KeyError`: a dotted name, perhaps with a message.
  private static func endsTraceback(_ line: Bytes, _ expected: inout Expectation) -> Bool {
    let name = line.prefix { isName($0) || $0 == UInt8(ascii: ".") }
    guard !name.isEmpty, let first = name.first, !(48...57).contains(first) else { return false }
    let rest = line[name.endIndex...]
    return rest.isEmpty || rest.first == UInt8(ascii: ":")
  }

  /// `main.(*Server).run(0xc000, 0x1)` or `main.run(...)`.
  private static func isGoFrame(_ line: Bytes, _ expected: inout Expectation) -> Bool {
    guard line.last == UInt8(ascii: ")"), line.contains(UInt8(ascii: ".")),
      !line.contains(32) || contains(line, "({") || contains(line, "(0x")
    else { return false }
    expected = .go
    return true
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 95, 97...122: true
    default: false
    }
  }

  private static func starts(_ line: Bytes, _ text: StaticString) -> Bool {
    line.count >= text.utf8CodeUnitCount
      && text.withUTF8Buffer { line.prefix($0.count).elementsEqual($0) }
  }

  private static func contains(_ line: Bytes, _ text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      guard line.count >= text.count else { return false }
      return (0...(line.count - text.count)).contains { start in
        line[start..<(start + text.count)].elementsEqual(text)
      }
    }
  }
}

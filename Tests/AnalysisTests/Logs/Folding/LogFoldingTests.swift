import Analysis
import Telemetry
import Testing

@Suite struct LogFoldingTests {
  /// Lines a millisecond apart; those that begin with `|` are of another stream.
  private func folded(_ lines: [String]) -> [Int] {
    let buffer = LogBuffer(
      lines.enumerated().map { index, text in
        text.hasPrefix("|") ? .at(Int64(index), text, ["app": "b"]) : .at(Int64(index), text)
      })
    let folding = LogFolding(buffer)
    return lines.indices.map { folding.head(of: LogPosition($0))?.number ?? -1 }
  }

  @Test func java() {
    #expect(
      folded([
        "ERROR boom", "java.lang.IllegalStateException: no", "\tat app.Main.run(Main.java:5)",
        "Caused by: java.io.IOException: disk", "\tat app.Disk.read(Disk.java:9)", "\t... 12 more",
        "INFO next",
      ]) == [-1, -1, 1, 1, 1, 1, -1])
  }

  @Test func dotNet() {
    #expect(
      folded([
        "Unhandled exception. System.Exception: outer", " ---> System.IO.IOException: inner",
        "   at App.Run() in /src/App.cs:line 5", "|other", "   --- End of inner exception stack trace ---",
        "--- End of stack trace from previous location ---", "info: next",
      ]) == [-1, 0, 0, -1, 0, 0, -1])
  }

  @Test func python() {
    #expect(
      folded([
        "ERROR request failed", "Traceback (most recent call last):", "  File \"a.py\", line 5, in run",
        "    go()",
        "ValueError: no such user", "", "During handling of the above exception, another exception occurred:",
        "", "Traceback (most recent call last):", "  File \"b.py\", line 1, in x", "app.KeyError", "INFO: ok",
      ]) == [-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1])
  }

  @Test func go() {
    #expect(
      folded([
        "panic: runtime error: index out of range", "", "goroutine 1 [running]:",
        "main.(*S).run(0xc000, 0x1)",
        "\t/src/main.go:5 +0x1d", "created by main.start in goroutine 1", "\t/src/main.go:9 +0x2",
        "exit status 2",
        "listening on :80",
      ]) == [-1, 0, 0, 0, 0, 0, 0, 0, -1])
  }

  @Test func javaScript() {
    #expect(
      folded([
        "TypeError: x is undefined", "    at run (/a.js:5:3)", "    at async main (/a.js:9:1)", "GET /",
      ])
        == [-1, 0, 0, -1])
  }

  @Test func onlyNearInTimeAndInOneStream() {
    let buffer = LogBuffer([
      .at(0, "boom"), .at(10, "\tat a"), .at(20, "\tat b", ["app": "b"]), .at(45, "\tat c"),
      .at(300, "\tat d"),
    ])
    let folding = LogFolding(buffer)
    #expect(folding.members(of: LogPosition(0)).map(\.number) == [1, 3])
    #expect(folding.foldedCount == 2)
    #expect(folding.next(after: LogPosition(0), in: buffer) == LogPosition(2))
    #expect(folding.previous(before: LogPosition(2), in: buffer) == LogPosition(0))
    #expect(folding.next(after: LogPosition(4), in: buffer) == nil)
  }

  @Test func followsTheBuffer() {
    var buffer = LogBuffer([.at(5, "\tat b")], segmentBytes: 8)
    var folding = LogFolding(buffer)
    #expect(folding.foldedCount == 0)
    buffer.append([.at(6, "\tat c")])
    folding.update(buffer)
    #expect(folding.head(of: LogPosition(1)) == LogPosition(0))
    buffer.prepend([.at(3, "boom"), .at(4, "\tat a")])
    folding.update(buffer)
    #expect(folding.members(of: LogPosition(-2)).map(\.number) == [-1, 0, 1])
  }

  @Test(arguments: [
    ("one", "one", 0), ("one\n", "one", 0), ("a\r\n  b\n\tc\n\n", "a", 2), ("", "", 0), ("\nx", "", 1),
  ]) func multilineText(text: String, head: String, more: Int) {
    let found = MultilineText(text)
    #expect(found.head == head)
    #expect(found.more == more)
  }
}

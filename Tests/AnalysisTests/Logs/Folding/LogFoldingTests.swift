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

  /// Whatever the pages, the entries are those of all lines at once.
  @Test(arguments: 0..<200) func pagesInFrontFoldAsTheWhole(seed: UInt64) {
    var random = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(random >> 33) % bound
    }
    let texts = [
      "boom", "\tat a", "Traceback (most recent call last):", "ValueError: no", "panic: x", "main.run(...)",
      "  x",
    ]
    var time: Int64 = 0
    let lines = (0..<60).map { _ -> LogLine in
      time += [0, 1, 30, 49, 51, 200][next(6)]
      return .at(time, texts[next(texts.count)], ["app": ["a", "b", "c"][next(3)]])
    }
    let whole = LogFolding(LogBuffer(lines))
    var (buffer, end) = (LogBuffer(), lines.count)
    var folding = LogFolding(buffer)
    while end > 0 {
      let start = max(0, end - 1 - next(20))
      if buffer.isEmpty {
        buffer.append(lines[start..<end])
      } else {
        buffer.prepend(Array(lines[start..<end]))
      }
      folding.update(buffer)
      end = start
    }
    let first = buffer.position(at: 0).number
    for index in lines.indices {
      let place = LogPosition(index + first)
      #expect(folding.head(of: place).map { $0.number - first } == whole.head(of: LogPosition(index))?.number)
      #expect(
        folding.members(of: place).map { $0.number - first }
          == whole.members(of: LogPosition(index)).map(\.number))
    }
    buffer.append([.at(time + 10, "\tat late", ["app": "a"])])
    folding.update(buffer)
    let again = LogFolding(LogBuffer(lines + [.at(time + 10, "\tat late", ["app": "a"])]))
    #expect(
      folding.head(of: LogPosition(60 + first)).map { $0.number - first }
        == again.head(of: LogPosition(60))?.number)
  }

  @Test(arguments: [
    ("one", "one", 0), ("one\n", "one", 0), ("a\r\n  b\n\tc\n\n", "a", 2), ("", "", 0), ("\nx", "", 1),
  ]) func multilineText(text: String, head: String, more: Int) {
    let found = MultilineText(text)
    #expect(found.head == head)
    #expect(found.more == more)
  }
}

import Foundation
import Testing

@testable import Settings

@Suite struct TrailFileTests {
  private typealias Line = TrailFile.Line

  /// A folder that goes when the body is done.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "trail-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try body(folder)
  }

  private func line(_ name: String, _ fields: String..., kind: String = "mark") -> Line {
    Line(kind: kind, context: "homelab", name: name, fields: fields)
  }

  @Test func keepsEveryFieldAsItWas() throws {
    try inFolder { folder in
      let lines = [
        line("a", "", "x\ty", "\u{301}tied to the tab", "a\\nb\n\r\n"), line("b", "日本", "\u{1b}[2J", ""),
      ]
      for line in lines { #expect(TrailFile(folder: folder).put(line) == nil) }
      let loaded = TrailFile(folder: folder).load()
      #expect(loaded.lines == lines)
      #expect(loaded.complaint == nil)
    }
  }

  @Test func theSameNameIsReplacedAndRemovedWithinItsContextAlone() throws {
    try inFolder { folder in
      let file = TrailFile(folder: folder)
      let other = Line(kind: "mark", context: "edge", name: "a", fields: ["there"])
      for each in [line("a", "old"), other, line("a", "new"), line("b", "gone")] { _ = file.put(each) }
      #expect(file.remove(line("b")) == nil)
      #expect(file.load().lines == [other, line("a", "new")])
    }
  }

  @Test func eachKindIsBounded() throws {
    try inFolder { folder in
      let rows = (0..<TrailFile.limit + 20).map { "place\thomelab\tp\($0)\n" }.joined()
      let text = TrailFile.heading + "\nnote\thomelab\t1\n" + rows
      try text.write(toFile: folder + "/trail", atomically: true, encoding: .utf8)
      let file = TrailFile(folder: folder)
      #expect(file.put(line("new", kind: "place")) == nil)
      let lines = file.load().lines
      #expect(lines.count == TrailFile.limit + 1)
      #expect(lines.last?.name == "new" && lines.first?.kind == "note")
      let long = String(repeating: "x", count: TrailFile.longest)
      #expect(file.put(line("a", long))?.contains("longer than") == true)
      #expect(file.load().lines == lines)
    }
  }

  @Test func brokenLinesAreCountedAndTheOthersKept() throws {
    try inFolder { folder in
      let bytes = Array((TrailFile.heading + "\nmark\thomelab\ta\tx\nnonsense\nmark\thomelab\n").utf8)
        + Array("mark\th\tb\t".utf8) + [0xFF, 0x0A] + Array("mark\th\tc\t\0\n".utf8)
      try Data(bytes).write(to: URL(fileURLWithPath: folder + "/trail"))
      let loaded = TrailFile(folder: folder).load()
      #expect(loaded.lines == [line("a", "x")])
      #expect(loaded.complaint == "\(folder)/trail: 4 lines make no sense and will be left out")
    }
  }

  @Test(arguments: ["nightjar trail 2\nplace\n", "PK\u{3}\u{4}", "[]"])
  func aFileOfSomebodyElseIsLeftAlone(text: String) throws {
    try inFolder { folder in
      try text.write(toFile: folder + "/trail", atomically: true, encoding: .utf8)
      let file = TrailFile(folder: folder)
      #expect(file.load().lines.isEmpty)
      #expect(file.load().complaint?.contains("expected “nightjar trail 1” as its first line") == true)
      #expect(file.put(line("a"))?.contains("left alone") == true)
      #expect(try String(contentsOfFile: folder + "/trail", encoding: .utf8) == text)
    }
  }

  @Test func onlyTheOwnerMayRead() throws {
    try inFolder { folder in
      _ = TrailFile(folder: folder + "/new").put(line("a"))
      for (path, mode) in [("/new", 0o700), ("/new/trail", 0o600)] {
        let found = try FileManager.default.attributesOfItem(atPath: folder + path)[.posixPermissions] as? Int
        #expect(found == mode)
      }
    }
  }

  @Test func twoProgramsLoseNothing() throws {
    try inFolder { folder in
      let (one, two) = (TrailFile(folder: folder), TrailFile(folder: folder))
      for number in 0..<5 {
        _ = one.put(line("one \(number)"))
        _ = two.put(line("two \(number)"))
      }
      #expect(one.load().lines.count == 10)
    }
  }
}

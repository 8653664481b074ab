import Foundation
import Settings
import Testing

@Suite struct HistoryFileTests {
  /// A folder that goes when the body is done.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "history-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func queries(_ folder: String) -> [String] {
    HistoryFile(folder: folder).load().entries.map(\.query)
  }

  @Test func keepsEveryTextAsItWas() throws {
    try inFolder { folder in
      let texts = ["up", "sum(\n  up\n)", "a\\nb\t\\", "{a=\"日本\"} |~ `\\d+`", "e\u{301}\r\n"]
      for text in texts {
        #expect(HistoryFile(folder: folder).add(.init(language: "promql", query: text)) == nil)
      }
      #expect(queries(folder) == texts)
    }
  }

  @Test func oneThatWasThereMovesAndLanguagesAreApart() throws {
    try inFolder { folder in
      let file = HistoryFile(folder: folder)
      for (language, query) in [("promql", "a"), ("promql", "b"), ("logql", "a"), ("promql", "a")] {
        _ = file.add(.init(language: language, query: query))
      }
      #expect(file.load().entries.map { $0.language + $0.query } == ["promqlb", "logqla", "promqla"])
    }
  }

  @Test func onlyTheOwnerMayRead() throws {
    try inFolder { folder in
      _ = HistoryFile(folder: folder).add(.init(language: "promql", query: "up"))
      for (path, mode) in [(folder, 0o700), (folder + "/history", 0o600)] {
        let found = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(found == mode)
      }
    }
  }

  @Test func twoProgramsLoseNothing() throws {
    try inFolder { folder in
      let (one, two) = (HistoryFile(folder: folder), HistoryFile(folder: folder))
      _ = one.load()
      _ = two.load()
      for number in 0..<5 {
        _ = one.add(.init(language: "promql", query: "one \(number)"))
        _ = two.add(.init(language: "promql", query: "two \(number)"))
      }
      #expect(queries(folder).count == 10)
    }
  }

  @Test func isBounded() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let lines = (0..<1500).map { "promql\tq\($0)\n" }.joined() + "logql\tkept\n"
      try lines.write(toFile: folder + "/history", atomically: true, encoding: .utf8)
      let file = HistoryFile(folder: folder)
      _ = file.add(.init(language: "promql", query: "new"))
      _ = file.add(.init(language: "promql", query: String(repeating: "x", count: 20_000)))
      let entries = file.load().entries
      #expect(entries.count == HistoryFile.limit + 1)
      #expect(entries.last?.query == "new")
      #expect(entries.contains { $0.language == "logql" })
    }
  }

  @Test func brokenLinesAreLeftOut() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let bytes: [UInt8] = Array("nonsense\n\n\tx\npromql\tup\npromql\t\0\n".utf8) + [0xFF, 0xFE, 0x0A]
      try Data(bytes).write(to: URL(fileURLWithPath: folder + "/history"))
      let loaded = HistoryFile(folder: folder).load()
      #expect(loaded.entries.map(\.query) == ["up"])
      #expect(loaded.complaint == nil)
    }
  }

  @Test func whatCannotBeKeptIsSaid() throws {
    try inFolder { folder in
      try Data().write(to: URL(fileURLWithPath: folder))  // a file where the folder should be
      let file = HistoryFile(folder: folder)
      let complaint = file.add(.init(language: "promql", query: "up"))
      #expect(complaint?.hasPrefix("history is not kept: \(folder)/history: ") == true)
    }
  }

  @Test func aFolderInItsPlaceIsNoHistory() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/history", withIntermediateDirectories: true)
      let file = HistoryFile(folder: folder)
      #expect(file.load().complaint == "history cannot be read: \(folder)/history: not a history file")
    }
  }

  @Test(arguments: [
    (["XDG_STATE_HOME": "/x", "HOME": "/h"], true), (["HOME": "/h"], true),
    (["XDG_STATE_HOME": "rel"], false), ([:], false),
  ])
  func placeFollowsTheEnvironment(environment: [String: String], isKnown: Bool) {
    #expect((HistoryFile(environment: environment) != nil) == isKnown)
  }
}

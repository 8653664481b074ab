import Glibc
import Testing

extension EndToEnd {
  /// However the program ends or pauses, the terminal is as it was.
  @Suite(.serialized) struct RestoringTests {
    private let terminal: Terminal
    private let before: Terminal.State

    init() throws {
      terminal = try Terminal()
      before = try terminal.state()
      try terminal.run("nightjar demo")
      try terminal.wait(for: "SLO budgets")
      let during = try terminal.state()
      try #require(during.flags.contains("alternate_on=1") && during != before, "\(during)")
    }

    @Test func quit() throws {
      try terminal.press("q")
      try expectTheShell(status: 0)
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func aRequestToEnd(signal: Int32) throws {
      kill(try terminal.child(), signal)
      try expectTheShell(status: nil)
    }

    @Test func hangupByHand() throws {
      kill(try terminal.child(), SIGHUP)
      try expectTheShell(status: nil)
    }

    @Test(arguments: [SIGSEGV, SIGABRT, SIGILL, SIGBUS, SIGFPE, SIGTRAP])
    func aCrash(signal: Int32) throws {
      kill(try terminal.child(), signal)
      try expectTheShell(status: 128 + signal)
    }

    @Test func aVanishedTerminalEndsTheProcessAtOnce() throws {
      let process = try terminal.child()
      terminal.vanish()
      let ended = poll(for: 3) { !isAlive(process) }
      #expect(ended, "process \(process) outlived its terminal")
      if !ended { kill(process, SIGKILL) }
    }

    @Test func suspendAndResume() throws {
      let process = try terminal.child()
      try terminal.press("C-z")
      try terminal.wait(for: "the shell's prompt") { $0.isAtPrompt }
      #expect(try terminal.state() == before, "while suspended")
      try terminal.run("fg")
      try terminal.wait(for: "SLO budgets")
      #expect(try terminal.state().flags.contains("alternate_on=1"))
      #expect(try terminal.child() == process)
      try terminal.press("4")
      try terminal.wait(for: "logql›")
      try terminal.press("q")
      try expectTheShell(status: 0)
    }

    @Test func aStopFromOutsideAndAResizeMeanwhile() throws {
      kill(try terminal.child(), SIGTSTP)
      try terminal.wait(for: "the shell's prompt") { $0.isAtPrompt }
      #expect(try terminal.state() == before, "while suspended")
      try terminal.resize(columns: 100, rows: 30)
      try terminal.run("fg")
      let screen = try terminal.wait(for: "SLO budgets")
      try expectWhole(screen, columns: 100)
      try terminal.press("q")
      try expectTheShell(status: 0)
    }

    @Test func resizing() throws {
      for (columns, rows) in [(80, 24), (200, 60), (100, 30)] {
        try terminal.resize(columns: columns, rows: rows)
        let screen = try terminal.wait(for: "a whole screen of \(columns)×\(rows)") {
          // Below thirty rows the frame has no rules: the room is needed.
          $0.text.contains("SLO budgets") && (rows < 30 || $0.rules.contains(columns)) && $0.hints(at: rows)
        }
        try expectWhole(screen, columns: columns)
      }
      try terminal.resize(columns: 48, rows: 10)
      try terminal.wait(for: "needs 60×15, has 48×10")
      try terminal.resize(columns: 120, rows: 36)
      try terminal.wait(for: "SLO budgets")
      try terminal.press("q")
      try expectTheShell(status: 0)
    }

    private func expectWhole(_ screen: Screen, columns: Int) throws {
      #expect(screen.rules.allSatisfy { $0 == columns }, "the rules reach from edge to edge")
    }

    /// The shell asks for a command, the terminal is as before, and the program ended with `status`.
    private func expectTheShell(status: Int32?) throws {
      try terminal.wait(for: "the shell's prompt") { $0.isAtPrompt }
      #expect(try terminal.state() == before)
      try terminal.run("echo \"ended with $? here\"")
      let screen = try terminal.wait(for: "the status") { $0.text.contains(/ended with \d+ here/) }
      #expect(screen.text.contains("nightjar demo"), "what the shell showed before is still there")
      if let status { #expect(screen.text.contains("ended with \(status) here"), "\(screen.text)") }
    }
  }
}

extension Screen {
  /// The widths of the lines drawn from edge to edge.
  var rules: [Int] { lines.filter { $0.allSatisfy { $0 == "─" } && !$0.isEmpty }.map(\.count) }

  /// Whether the hints stand in the last of so many rows.
  func hints(at rows: Int) -> Bool { lines.count >= rows && lines[rows - 1].contains("help") }
}

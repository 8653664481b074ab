import Testing

extension EndToEnd {
  /// The journey the program is for, by keys, on the built-in homelab.
  @Suite(.serialized) struct DemoJourneyTests {
    @Test func fromTheOverviewToTheLogLineAndBack() throws {
      let terminal = try Terminal()
      try terminal.run("nightjar demo --seed 7")
      let overview = try terminal.wait(for: "the burning budget") { screen in
        ["SLO budgets", "jellyfin", "Probes", "Alerts", "Services"].allSatisfy(screen.text.contains)
          && screen.text.contains("PAGE") && screen.text.contains("authentik-server")
      }
      #expect(overview.text.contains("▲ jellyfin"), "the worst objective is marked without colour")

      try terminal.press("m")
      let metrics = try terminal.wait(for: "the chart with exemplars") {
        $0.text.contains("promql›") && $0.text.contains("t opens the worst")
      }
      try terminal.press("t")
      let waterfall = try terminal.wait(for: "the waterfall") {
        $0.text.contains("critical path") && $0.text.contains("spans ·")
      }
      #expect(waterfall.text.contains("▾"), "the tree can be folded")
      let identifier = waterfall.text.firstMatch(of: /[0-9a-f]{32}/).map { String($0.0) }
      try terminal.press("l")
      let logs = try terminal.wait(for: "the logs of the trace") {
        $0.text.contains("logql›") && $0.text.contains("fields")
      }
      let trace = try #require(identifier, "the waterfall names its trace")
      #expect(logs.text.contains(trace.prefix(8)), "the lines are those of the trace that was open")
      #expect(logs.trail.contains("overview › "), "the trail tells the way here: \(logs.trail)")

      try terminal.press("BSpace")
      let again = try terminal.wait(for: "the waterfall again") { $0.text.contains("critical path") }
      #expect(again.text.contains(trace))
      #expect(again.cursorRow == waterfall.cursorRow, "the cursor is where it was")
      try terminal.press("BSpace")
      let chart = try terminal.wait(for: "the chart again") { $0.text.contains("promql›") }
      #expect(chart.trail.prefix(20) == metrics.trail.prefix(20))
      try terminal.press("BSpace")
      try terminal.wait(for: "SLO budgets")
      try terminal.quit()
    }

    @Test func everyScreenHasAKeyAndAHelpPage() throws {
      let terminal = try Terminal()
      try terminal.run("nightjar demo")
      try terminal.wait(for: "SLO budgets")
      for (key, sign) in [("2", "promql›"), ("3", "traceql›"), ("4", "logql›"), ("1", "SLO budgets")] {
        try terminal.press(key)
        try terminal.wait(for: sign)
      }
      try terminal.press("?")
      try terminal.wait(for: "back to the exact place before")
      try terminal.press("Escape")
      try terminal.wait(for: "help closed") { !$0.text.contains("back to the exact place before") }
      try terminal.quit()
    }

    @Test(arguments: [["NO_COLOR": "1"], ["LANG": "C"], ["LANG": "C", "NO_COLOR": "1"], ["TERM": "xterm"]])
    func startsInPoorTerminals(environment: [String: String]) throws {
      let terminal = try Terminal()
      let assignments = environment.map { "\($0)=\($1)" }.sorted().joined(separator: " ")
      let before = try terminal.state()
      try terminal.run("env \(assignments) nightjar demo")
      let screen = try terminal.wait(for: "PAGE")
      #expect(screen.text.contains("jellyfin") && screen.text.contains("SLO budgets"))
      try terminal.quit()
      #expect(try terminal.state() == before)
    }

    @Test func noColourMeansNoColour() throws {
      let terminal = try Terminal()
      try terminal.run("NO_COLOR=1 nightjar demo")
      try terminal.wait(for: "SLO budgets")
      let styled = try terminal.tmux(["capture-pane", "-p", "-e"])
      let colours = styled.matches(of: /\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]/)
      #expect(colours.isEmpty, "\(colours.count) changes of colour")
      try terminal.quit()
    }
  }
}

extension Screen {
  /// The line that tells the way here.
  var trail: String { lines.first { $0.hasPrefix(" ‹") }.map(String.init) ?? "" }

  /// The row of the sign that marks the cursor in the waterfall.
  var cursorRow: Int? { lines.firstIndex { $0.hasPrefix("◆") || $0.hasPrefix("▸") } }
}

extension Terminal {
  /// Quits the console by its key and waits for the shell.
  func quit() throws {
    try press("q")
    try wait(for: "the shell's prompt") { $0.isAtPrompt }
  }
}

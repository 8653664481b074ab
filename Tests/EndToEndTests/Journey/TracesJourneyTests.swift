import Testing

extension EndToEnd {
  /// From the list of traces through every view of one and back, by keys, on the built-in homelab.
  @Suite(.serialized) struct TracesJourneyTests {
    /// The screens of traces, opened at the list.
    private func openTraces() throws -> Terminal {
      let terminal = try Terminal()
      try terminal.run("nightjar demo --seed 7")
      try terminal.wait(for: "SLO budgets")
      try terminal.press("3")
      try terminal.wait(for: "the list and its strips") { $0.text.contains("newest first") && $0.text.contains("p99 peak ▁") }
      return terminal
    }

    @Test func searchBuiltOrderedAndFollowed() throws {
      let terminal = try openTraces()
      try terminal.press("b")
      try terminal.wait(for: "the builder with the server's services") {
        $0.text.contains("build a search") && $0.text.contains("transcoder")
      }
      try terminal.type("jellyfin")
      try terminal.press("Enter")
      let built = try terminal.wait(for: "the traces of the query that was built") {
        $0.text.contains("traceql› { resource.service.name = \"jellyfin\" }") && $0.text.contains("newest first")
      }
      #expect(built.text.contains("PlaybackInfo") && !built.text.contains("/api/v1/applications"))
      try terminal.press("s")
      try terminal.wait(for: "longest first")
      try terminal.press("f")
      try terminal.wait(for: "live: asked every 3 s")
      try terminal.press("f", "+")
      try terminal.wait(for: "the trace's service taken into the query") { $0.text.contains("&&") }
      try terminal.quit()
    }

    @Test func aTraceSeenEveryWay() throws {
      let terminal = try openTraces()
      try terminal.press("e", "Enter")
      let whole = try terminal.wait(for: "the waterfall of a failed trace") {
        $0.text.contains("critical path") && $0.text.contains("✗")
      }
      try terminal.press("/")
      try terminal.type("status = error")
      try terminal.press("Enter")
      try terminal.wait(for: "failed spans and those above them") { $0.text.contains("match") }
      try terminal.press("Escape")
      try terminal.wait(for: "the whole again") { !$0.text.contains(" match ") }
      for (key, sign) in [("F", "flame graph by operation"), ("V", "who calls whom"), ("s", "p50")] {
        try terminal.press(key)
        try terminal.wait(for: sign)
        try terminal.press(key == "s" ? "Escape" : "BSpace")
        try terminal.wait(for: "the waterfall again, after \(key)") {
          $0.text.contains("self    total") && !$0.text.contains(sign)
        }
      }
      try terminal.press("C", "BSpace")
      try terminal.wait(for: "newest first")
      try terminal.press("Down", "Enter")
      try terminal.wait(for: "another trace") { $0.text.contains("self    total") && $0.trail != whole.trail }
      try terminal.press("C")
      try terminal.wait(for: "both side by side") { $0.text.contains("B − A") && $0.text.contains("faster│slower") }
      try terminal.press("BSpace", "BSpace")
      try terminal.wait(for: "newest first")
      try terminal.quit()
    }

    @Test func whatIsSlowDiffersFromTheRest() throws {
      let terminal = try openTraces()
      try terminal.press("c")
      try terminal.wait(for: "the shares, ranked") {
        $0.text.contains("by the server") && $0.text.contains("span.nfs.retries")
      }
      try terminal.press("Enter")
      try terminal.wait(for: "the traces of the first row") {
        $0.text.contains("traceql›") && $0.text.contains("nfs.retries") && $0.text.contains("newest first")
      }
      try terminal.press("BSpace")
      try terminal.wait(for: "by the server")
      try terminal.press("x")
      try terminal.wait(for: "exceptions grouped") { $0.text.contains("Exception") }
      try terminal.press("b")
      try terminal.wait(for: "rate, errors and durations by attribute") { $0.text.contains("p99") }
      try terminal.quit()
    }

    @Test func theServicesAndWhoCallsThem() throws {
      let terminal = try openTraces()
      try terminal.press("S")
      try terminal.wait(for: "the services, worst first") {
        $0.text.contains("worst first") && $0.text.contains("req/s") && $0.text.contains("library.db")
      }
      try terminal.press("Tab", "Tab")
      try terminal.wait(for: "the layered diagram") { $0.text.contains("▸│") && $0.text.contains("┄┐") }
      try terminal.press("Tab")
      try terminal.wait(for: "the table again") { $0.text.contains("req/s") }
      try terminal.press("t")
      try terminal.wait(for: "traceql›")
      try terminal.quit()
    }
  }
}

import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct FrameTests {
  private static let widths = [60, 80, 100, 120, 200]

  /// Range, focus, every source's health and the clock with its zone, on any screen.
  @Test func topLineKeepsWhatMatters() async {
    let walker = Walker(60, 24)
    await walker.start()
    await walker.press(.character("+"))
    for width in Self.widths {
      await walker.resize(width, 24)
      for part in ["1h ⟳10s", "◆ jellyfin", "prom", "loki", "tempo", "23:41:07 UTC"] {
        #expect(walker.lines[0].contains(part), "\(part) in \(width) columns")
      }
    }
    await walker.press(.character("["))
    for width in Self.widths {
      await walker.resize(width, 24)
      for part in ["22:11", "23:11", "◆ jellyfin", "prom", "loki", "tempo", "23:41:07 UTC"] {
        #expect(walker.lines[0].contains(part), "\(part) in \(width) columns")
      }
    }
  }

  @Test func deadSourceShowsACrossAndHowOldItsLastAnswerIs() async {
    let walker = Walker(80, 24)
    await walker.start()
    walker.wait(14)
    walker.broken["loki"] = QueryFailure(.unreachable, "connection refused")
    await walker.press(.character("r"))
    #expect(walker.lines[0].contains("loki ✗14s") || walker.lines[0].contains("loki✗14s"))
  }

  @Test func slowSourceShowsHowLongItIsWaitedFor() {
    let walker = Walker(100, 24)
    walker.startWithoutAnswer()
    walker.wait(3)
    #expect(walker.lines[0].contains("loki ◐3s"))
  }

  @Test func tooSmallIsSaidPolitely() async {
    let walker = Walker(80, 24, pane: MetricsPane(query: "up"))
    await walker.start()
    for (width, height) in [(59, 15), (60, 14), (48, 10), (20, 2), (1, 1), (0, 0)] {
      await walker.resize(width, height)
      let shown = walker.text
      let wanted = "needs 60×15, has \(width)×\(height)"
      #expect(wanted.hasPrefix(shown.prefix(width).trimmingSuffix()))
      if width >= wanted.count { #expect(shown.hasPrefix(wanted)) }
    }
    await walker.resize(80, 24)
    #expect(walker.text.contains("promql› up"), "and nothing is lost")
  }

  @Test func smallestScreenHoldsEveryPane() async {
    let walker = Walker(60, 15)
    await walker.start()
    let start = walker.state
    let keys: [(PaneKind, Key)] = [
      (.metrics, .character("m")), (.traces, .character("3")), (.logs, .character("4")), (.waterfall, .character("t")),
      (.overview, .escape),
    ]
    for (kind, key) in keys {
      walker.state = start
      await walker.press(key, .character("?"), .escape)
      #expect(walker.state.place.pane.kind == kind)
      #expect(walker.lines.count == 15)
      #expect(walker.lines[1].contains("1 Overview  2 Metrics  3 Traces  4 Logs"))
      #expect(walker.lines[14].contains("? help"))
    }
  }

  @Test func clockSetBackMakesNoSourceAnswerBeforeItWasAsked() {
    var state = Walker(100, 24).state
    let refused = QueryFailure(.refused, "no such metric")
    for case .ask(let ticket, _, _) in state.start() {
      _ = state.reduce(.answered(ticket, .failure(refused), at: Walker.moment - .seconds(7)))
    }
    #expect(state.view().lines[0].contains("prom ●0ms"))
  }

  @Test func utcOnAKey() async {
    let walker = Walker(80, 24, pane: MetricsPane(query: "up"))
    await walker.start()
    await walker.press(.character("Z"))
    #expect(walker.state.usesUTC)
    #expect(walker.lines[0].contains("UTC"))
  }

  @Test func hintsNeverNameAKeyThatOnlyRefuses() async {
    let walker = Walker(200, 60)
    await walker.start()
    #expect(walker.lines.last?.contains("back") == false, "there is nowhere to go back to yet")
    await walker.press(.character("m"))
    #expect(walker.lines.last?.contains("Backspace back") == true)
    #expect(walker.lines.last?.contains("only this series") == false, "there is only one")
  }

  @Test func trailKeepsTheNewestInSight() async {
    let walker = Walker(80, 24)
    await walker.start()
    for _ in 0..<6 { await walker.press(.character("2"), .character("4")) }
    let trail = walker.lines[22]
    #expect(trail.hasPrefix(" ‹‹ "))
    #expect(trail.contains(walker.state.place.pane.title))
  }
}

extension Substring {
  /// Without the blanks at its end.
  fileprivate func trimmingSuffix() -> Substring {
    var text = self
    while text.last == " " || text.last == "\n" { text.removeLast() }
    return text
  }
}

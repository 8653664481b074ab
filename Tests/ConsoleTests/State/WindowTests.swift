import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct WindowTests {
  private let now = Walker.moment

  @Test func pansByHalfAndFollowsAgainAtNow() {
    let earlier = Window.last(.hours(1)).panned(later: false, at: now)
    #expect(earlier == .fixed(TimeRange(start: now - .minutes(90), end: now - .minutes(30))))
    #expect(earlier.panned(later: true, at: now) == .last(.hours(1)))
  }

  @Test func zoomsAroundTheMiddleOrUpToNow() {
    #expect(Window.last(.hours(1)).zoomed(in: true, at: now) == .last(.minutes(30)))
    let range = TimeRange(start: now - .hours(3), end: now - .hours(1))
    #expect(
      Window.fixed(range).zoomed(in: true, at: now)
        == .fixed(TimeRange(start: now - .minutes(150), end: now - .minutes(90))))
  }

  @Test func zoomStopsAtTenSecondsAndAMonth() {
    var window = Window.last(.hours(1))
    for _ in 0..<30 { window = window.zoomed(in: true, at: now) }
    #expect(window.duration == .seconds(10))
    for _ in 0..<40 { window = window.zoomed(in: false, at: now) }
    #expect(window.duration == .days(31))
  }

  @Test func keysMoveTheWindowAndAskAgain() async {
    let walker = Walker(120, 36, pane: MetricsPane(query: "up"))
    await walker.start()
    let asked = walker.asked.count
    await walker.press(.character("["))
    #expect(walker.state.context.range.end == now - .minutes(30))
    #expect(walker.asked.count > asked)
    #expect(walker.asked.last?.1.range?.end ?? now < now)
    #expect(walker.lines[0].contains("2026-11-20 22:11 – 23:11:07"))
    await walker.press(.character("]"), .character("{"))
    #expect(walker.state.context.window == .last(.minutes(30)))
    await walker.press(.character("}"), .character("}"))
    #expect(walker.state.context.window == .last(.hours(2)))
  }

  @Test(arguments: [
    ("90m", Window.last(.minutes(90))), ("2h", .last(.hours(2))), ("7d", .last(.days(7))),
    ("now-2h to now-1h", .fixed(TimeRange(start: Walker.moment - .hours(2), end: Walker.moment - .hours(1)))),
    (
      "22:40 to 23:10",
      .fixed(TimeRange(
        start: RFC3339.instant("2026-11-20T22:40:00Z")!, end: RFC3339.instant("2026-11-20T23:10:00Z")!))
    ),
    (
      "2026-11-19T10:00:00Z to 2026-11-19T11:00:00Z",
      .fixed(TimeRange(
        start: RFC3339.instant("2026-11-19T10:00:00Z")!, end: RFC3339.instant("2026-11-19T11:00:00Z")!))
    ),
  ])
  func chooserReads(typed: String, window: Window) async {
    let walker = Walker(80, 24, pane: MetricsPane(query: "up"))
    await walker.start()
    await walker.press(.character("T"))
    await walker.type(typed)
    await walker.press(.enter)
    #expect(walker.state.overlay == nil)
    #expect(walker.state.context.window == window)
  }

  @Test(arguments: [
    "soon", "-5m", "0s", "now-1h to now-2h", "25:00 to 26:00", "1h to", " to ", "99999999999999999999d", "400d",
    "9223372036854775807s", "1 to 2 to 3", "1970-01-01T00:00:00Z to now",
  ])
  func chooserRefusesAndSaysWhy(typed: String) async {
    let walker = Walker(80, 24, pane: MetricsPane(query: "up"))
    await walker.start()
    await walker.press(.character("T"))
    await walker.type(typed)
    await walker.press(.enter)
    guard case .range(let chooser) = walker.state.overlay else {
      Issue.record("the chooser closed on \(typed)")
      return
    }
    #expect(chooser.problem?.isEmpty == false)
    #expect(chooser.field.text == typed, "what was typed can be mended")
    #expect(walker.state.context.window == .last(.hours(1)))
  }

  @Test func chooserTakesPresetsAndBeginsOnTheOneInUse() async {
    let walker = Walker(80, 24, pane: MetricsPane(query: "up"))
    await walker.start()
    await walker.press(.character("T"), .down, .enter)
    #expect(walker.state.context.window == .last(.hours(3)))
    await walker.press(.character("T"), .up, .enter)
    #expect(walker.state.context.window == .last(.hours(1)))
  }
}

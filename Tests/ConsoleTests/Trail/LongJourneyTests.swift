import Canvas
import Reports
import Telemetry
import Testing

@testable import Console

@Suite struct LongJourneyTests {
  @Test(arguments: [(80, 24), (120, 36)])
  func everyPlaceIsExactAllTheWayBackAndForward(width: Int, height: Int) async {
    let walker = Walker(width, height, withAlerting: true)
    let stops = await LongJourney(with: walker).stops
    let missed = Set(PaneKind.allCases).subtracting(stops.map(\.kind))
    #expect(missed.isEmpty, "the journey leads over every kind of pane: \(stops.map(\.kind.rawValue))")
    for stop in stops.dropLast().reversed() {
      await walker.press(.backspace)
      expect(walker, at: stop, "back")
    }
    await walker.press(.backspace)
    #expect(walker.message == "this is where you began; q quits")
    for stop in stops.dropFirst() {
      await walker.press(.alt("f"))
      expect(walker, at: stop, "forward")
    }
    await walker.press(.alt("f"))
    #expect(walker.message == "there is no place ahead")
  }

  private func expect(_ walker: Walker, at stop: LongJourney.Stop, _ way: String) {
    #expect(walker.state.place.pane.kind == stop.kind, "\(way)")
    let differing = zip(walker.body, stop.body).first { $0 != $1 }
    #expect(walker.body == stop.body, "\(way) to \(stop.kind): \(String(describing: differing))")
    #expect(walker.state.link.text == stop.link, "\(way) to \(stop.kind)")
  }

  /// The link of every place leads there from anywhere: the same queries, time, row and screen.
  @Test func everyLinkLeadsToItsPlace() async throws {
    let walker = Walker(120, 36, withAlerting: true)
    let stops = await LongJourney(with: walker).stops
    for stop in stops {
      let other = Walker(120, 36, withAlerting: true)
      await other.start()
      await other.paste(stop.link)
      #expect(other.state.place.pane.kind == stop.kind, "\(stop.link)")
      var expected = try Permalink(stop.link)
      #expect(expected.text == stop.link)
      // A trace that only a further page lists is not paged for.
      if let pane = other.state.place.pane as? TracesPane, let row = expected.item,
        !pane.rows.traces.contains(where: { $0.id.description == row })
      {
        expected.item = nil
      }
      #expect(other.state.link == expected)
    }
  }

  @Test func crumbsFitAndShowTheNewest() async {
    let walker = Walker(80, 24, withAlerting: true)
    let stops = await LongJourney(with: walker).stops
    for _ in stops.dropFirst() {
      let crumbs = walker.lines[22]
      #expect(crumbs.contains(walker.state.place.pane.title.onOneLine.fitted(to: 20).prefix(10)))
      #expect(crumbs.cellWidth <= 80)
      await walker.press(.backspace)
    }
    await walker.resize(200, 60)
    #expect(walker.lines.last?.contains("Alt-f forward") == true)
  }
}

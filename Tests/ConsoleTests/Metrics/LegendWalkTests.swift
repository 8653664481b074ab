import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct LegendWalkTests {
  private static let latency =
    "histogram_quantile(0.99, sum by (le, service) "
    + "(rate(traces_spanmetrics_latency_bucket[$__rate_interval])))"

  @Test(arguments: ScreenSize.all)
  func sortsFiltersAndHides(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: MetricsPane(query: Self.latency))
    await walker.start()
    await walker.press(.character("s"))
    #expect(walker.text.contains("last ▴"))
    await walker.press(.character("s"), .character("s"), .character(" "), .character("/"))
    await walker.type("auth")
    Golden.expect(walker.state.view(), "metrics/legend-filtering")
    #expect(walker.text.contains("filter: auth"))
    await walker.press(.enter)
    Golden.expect(walker.state.view(), "metrics/legend-filtered")
    #expect(walker.text.contains("2 of 6"))
    await walker.press(.escape)
    #expect(!walker.text.contains("filter:"))
  }

  @Test func aFilterThatMatchesNothingSaysSo() async {
    let walker = Walker(80, 24, pane: MetricsPane(query: Self.latency))
    await walker.start()
    await walker.press(.character("/"))
    await walker.type("nothing")
    #expect(walker.text.contains("no series matches \"nothing\"; Esc clears the filter"))
    await walker.press(.escape)
    #expect(walker.text.contains("● nas"))
  }

  @Test(arguments: ScreenSize.all)
  func aThousandSeriesStayUsable(width: Int, height: Int) {
    let stage = Stage(width, height, pane: MetricsPane(query: "up")) { _, query in
      guard case .metricsRange(let text, let range, let step) = query, text == "up" else {
        return .success(Answer(.series([])))
      }
      return .success(Answer(.series((0..<1000).map { Self.series($0, range, step) })))
    }
    Golden.expect(stage.state.view(), "metrics/thousand")
    #expect(stage.text.contains("40 of 1,000 drawn, the top by last value"))
    #expect(stage.pane(MetricsPane.self)?.drawn.count == 40)
    stage.press(.end)
    #expect(stage.pane(MetricsPane.self)?.drawn.first == 0, "the series under the cursor is always drawn")
  }

  private static func series(_ number: Int, _ range: TimeRange, _ step: Duration) -> Series {
    let name = String(repeating: "0", count: 4 - String(number).count) + String(number)
    let samples = (0..<20).map { Sample(range.end - step * (19 - $0), Double(number) + Double($0 % 3)) }
    return Series(labels: ["pod": "web-\(name)"], samples: samples)
  }

  @Test func theColumnsAreSortedInTurn() {
    var legend = LegendState()
    var seen = [String]()
    for _ in 0..<13 {
      seen.append(legend.title(of: legend.order.column, .unicode))
      legend.sortNext()
    }
    #expect(seen == [
      "last ▾", "last ▴", "min ▾", "min ▴", "mean ▾", "mean ▴", "max ▾", "max ▴", "sum ▾", "sum ▴", "series ▴",
      "series ▾", "last ▾",
    ])
  }
}

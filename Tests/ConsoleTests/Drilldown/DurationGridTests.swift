import Analysis
import Telemetry
import Testing

@testable import Console

@Suite struct DurationGridTests {
  private static let start = RFC3339.instant("2026-11-20T23:00:00Z")!
  private static let range = TimeRange(start: start, end: start + .minutes(10))

  /// Spans by band at one moment, the lowest band up to one second.
  private func grid(_ counts: [Double], at minute: Int = 10) -> DurationGrid {
    let cells = counts.enumerated().filter { $0.element > 0 }.map { band, count -> Heatmap.Cell in
      let upper = Double(1 << band)
      return Heatmap.Cell(lower: upper / 2, upper: upper, count: count)
    }
    let column = Heatmap.Column(time: Self.start + .minutes(minute), cells: cells)
    return DurationGrid(
      Heatmap(columns: [column], spread: .exponential), step: .minutes(1), range: Self.range)
  }

  @Test func hasEveryStepAndEveryBandBetween() {
    let grid = grid([5, 0, 0, 1])
    #expect(grid.times.count == 10 && grid.times.last == Self.range.end)
    #expect(grid.bounds == [1, 2, 4, 8])
  }

  /// The slow stand apart from the others: the line goes through the gap, wherever the percentile lies.
  @Test func slowBeginsInTheGap() {
    #expect(grid([500, 400, 10, 0, 60, 30]).tailNs == 8_000_000_000)
    #expect(grid([500, 400, 2, 60, 30]).tailNs == 4_000_000_000)
  }

  /// Without a gap one in twenty is slow; a gap below half of the spans divides nothing.
  @Test func slowIsOneInTwentyWithoutAGap() throws {
    let falling = try #require(grid([600, 300, 90, 10]).tailNs)
    #expect(falling > 2_000_000_000 && falling < 4_000_000_000)
    let halves = try #require(grid([500, 0, 500]).tailNs)
    #expect(halves > 2_000_000_000)
  }

  @Test func emptyHasNoTail() {
    #expect(grid([]).isEmpty && grid([]).tailNs == nil)
  }

  @Test func placesStayInside() {
    let grid = grid([1, 1, 1])
    let place = grid.moved(grid.start, steps: 5, bands: 5)
    #expect(place == DurationGrid.Place(step: 9, band: 2))
    #expect(grid.moved(place, steps: -50, bands: -50) == DurationGrid.Place(step: 0, band: 0))
  }

  @Test func boxIsWhatLiesBetweenTwoPlaces() {
    let grid = grid([1, 2, 4], at: 6)
    let box = grid.box(DurationGrid.Place(step: 6, band: 2), DurationGrid.Place(step: 4, band: 1))
    #expect(box.range == TimeRange(start: Self.start + .minutes(4), end: Self.start + .minutes(7)))
    #expect(box.aboveNs == 1_000_000_000 && box.toNs == 4_000_000_000)
    #expect(grid.count(in: box) == 6)
    let lowest = grid.box(DurationGrid.Place(step: 0, band: 0), DurationGrid.Place(step: 0, band: 0))
    #expect(lowest.aboveNs == nil, "the lowest band begins at nothing")
  }
}

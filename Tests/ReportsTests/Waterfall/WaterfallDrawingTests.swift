import Analysis
import Canvas
import Telemetry
import Testing

@testable import Reports

/// Axis, columns, bars and the overview, as text.
@Suite struct WaterfallDrawingTests {
  private func line(_ surface: Surface, _ y: Int = 0) -> String { surface.lines[y] }

  private func ticks(_ from: Int64, _ to: Int64, width: Int) -> String {
    var surface = Surface(Size(width, 1))
    TimeScale(area: surface.bounds, fromNs: from, toNs: to).drawTicks(on: &surface)
    return line(surface)
  }

  @Test func ticksOfAWholeTrace() {
    #expect(ticks(0, 4_000_000, width: 26) == "0            2 ms     4 ms")
  }

  @Test func ticksOfAShortStretchCountFromItsBeginning() {
    let text = ticks(1_204_511_000, 1_204_512_000, width: 60)
    #expect(text.hasPrefix("1.2045110 s    +250 ns") && text.hasSuffix("+1 µs"))
  }

  @Test func timesOfColumns() {
    let scale = TimeScale(area: Rect(5, 0, 10, 1), fromNs: 100, toNs: 200)
    #expect(scale.time(ofColumn: 5) == 100 && scale.time(ofColumn: 10) == 150 && scale.time(ofColumn: 15) == 200)
    #expect(scale.columns(0, 50) == nil && scale.columns(300, 400) == nil && scale.columns(0, 400) == 5..<15)
    let longest = TimeScale(area: Rect(0, 0, 10, 1), fromNs: 0, toNs: .max)
    #expect(longest.columns(.min, .max) == 0..<10 && longest.time(ofColumn: 10) > 0)
  }

  @Test(arguments: [20, 40, 60, 80, 100, 200]) func columnsNeverOverlap(width: Int) {
    for shift in [-400, -8, 0, 8, 400] {
      var choice = WaterfallColumns.Choice()
      choice.columns = Set(WaterfallColumns.Column.allCases)
      choice.nameShift = shift
      let columns = WaterfallColumns(Rect(Size(width, 1)), choice)
      let cells = [columns.name] + columns.places.map(\.cell)
      #expect(zip(cells, cells.dropFirst()).allSatisfy { $0.maxX == $1.minX })
      #expect(columns.bar.maxX <= width && columns.bar.minX >= (cells.last?.maxX ?? 0))
      #expect(width < 60 || columns.bar.width >= 7)
    }
  }

  private func trace(_ spans: [(UInt64, UInt64, Int64, Int64)], failed: UInt64 = 0, events: [Int64] = []) -> Trace {
    let start = Instant(nanoseconds: 1_700_000_000_000_000_000)
    return Trace(
      id: TraceID(high: 0, low: 1)!,
      spans: spans.map { id, parent, from, to in
        var span = Span(
          id: SpanID(id)!, parentID: parent == 0 ? nil : SpanID(parent), name: "op",
          start: Instant(nanoseconds: start.nanoseconds + from), durationNanoseconds: to - from,
          status: failed == id ? .error : .unset)
        if id == 1 { span.events = events.map { SpanEvent(time: Instant(nanoseconds: start.nanoseconds + $0), name: "e") } }
        return span
      }, resources: [Resource(attributes: [Attribute("service.name", .string("web"))])])
  }

  private func bar(_ model: WaterfallModel, row: Int, from: Int64, to: Int64) -> String {
    var surface = Surface(Size(60, 1))
    var choice = WaterfallColumns.Choice()
    choice.columns = []
    choice.nameShift = 13
    let columns = WaterfallColumns(surface.bounds, choice)
    let scale = TimeScale(area: Rect(columns.bar.minX, 0, 10, 1), fromNs: from, toNs: to)
    WaterfallRow(model: model, row: row, columns: columns, scale: scale).draw(in: surface.bounds, on: &surface)
    return String(line(surface).dropFirst(columns.bar.minX))
  }

  @Test func barsByTheColumn() {
    let model = WaterfallModel(trace([(1, 0, 0, 100), (2, 1, 20, 80)], events: [5, 6, 95, 400]))
    #expect(bar(model, row: 0, from: 0, to: 100) == "⚑█━━━━━━█⚑")
    #expect(bar(model, row: 1, from: 0, to: 100) == "  ██████")
    #expect(bar(model, row: 0, from: 15, to: 25) == "█████━━━━━")
    #expect(bar(model, row: 1, from: 0, to: 10) == "         ▸")
    #expect(bar(model, row: 1, from: 90, to: 100) == "◂")
  }

  @Test func siblingsGoOnInDots() {
    var model = WaterfallModel(trace([(1, 0, 0, 100), (2, 1, 0, 20), (3, 1, 50, 60), (4, 1, 70, 80)]))
    model.toggleSiblings()
    #expect(bar(model, row: 1, from: 0, to: 100) == "██······")
  }

  @Test func overviewShowsDensityFailureAndWindow() {
    let model = WaterfallModel(trace([(1, 0, 0, 100), (2, 1, 20, 40), (3, 1, 20, 39)], failed: 3))
    let overview = TraceOverview(model)
    var surface = Surface(Size(10, 1))
    overview.draw(in: surface.bounds, on: &surface)
    #expect(line(surface) == "▃▃█✗▃▃▃▃▃▃")
    surface = Surface(Size(10, 1))
    overview.draw(in: surface.bounds, on: &surface, window: 50...70)
    #expect(line(surface) == "▃▃█✗▃▏▕▃▃▃")
    overview.draw(in: surface.bounds, on: &surface, window: 99...100, glyphs: .ascii)
    #expect(line(surface).hasSuffix("[]"))
  }

  @Test func headlessDrawsTheSameColumns() {
    let lines = TraceReport(trace([(1, 0, 0, 1000)])).drawing(width: 80, glyphs: .ascii)
    #expect(lines[1].contains("self") && lines[1].contains("total") && lines[2].contains("web op"))
  }
}

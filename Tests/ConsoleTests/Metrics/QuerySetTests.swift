import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct QuerySetTests {
  @Test func aNewQueryTakesTheFirstFreeLetter() {
    var queries = QuerySet(MetricQuery(0, text: "up", source: "prom-b"))
    for _ in 0..<3 { _ = queries.add() }
    #expect(queries.all.map(\.letter) == ["A", "B", "C", "D"])
    #expect(queries.picked.letter == "D" && queries.picked.source == "prom-b")
    queries.pick(number: 1)
    queries.removePicked()
    #expect(queries.all.map(\.letter) == ["A", "C", "D"], "the others keep theirs")
    _ = queries.add()
    #expect(queries.picked.letter == "B" && queries.all.map(\.letter) == ["A", "B", "C", "D"])
  }

  @Test func twentySixAreAll() {
    var queries = QuerySet(MetricQuery(0, text: "up"))
    for _ in 1..<26 { _ = queries.add() }
    let hasRoom = queries.add()
    #expect(!hasRoom)
    #expect(queries.all.last?.letter == "Z")
  }

  @Test func theLastOneStays() {
    var queries = QuerySet(MetricQuery(0, text: "up"))
    queries.removePicked()
    #expect(queries.count == 1)
    queries.pick(by: -1)
    #expect(queries.pickedIndex == 0)
  }

  @Test func pickingGoesAroundTheEnds() {
    var queries = QuerySet(MetricQuery(0, text: "a"))
    for _ in 0..<2 { _ = queries.add() }
    #expect(queries.pickedIndex == 2)
    queries.pick(by: 1)
    #expect(queries.pickedIndex == 0)
    queries.pick(by: -1)
    #expect(queries.pickedIndex == 2)
  }

  @Test(arguments: [(0, 0..<3), (3, 2..<5), (9, 7..<10)])
  func theWindowHoldsThePickedOne(picked: Int, expected: Range<Int>) {
    var queries = QuerySet(MetricQuery(0, text: "a"))
    for _ in 1..<10 { _ = queries.add() }
    queries.pick(number: picked)
    #expect(queries.window(rows: 3) == expected)
  }

  @Test func everyPartHasASlotOfItsOwn() {
    var queries = QuerySet(MetricQuery(0, text: "a"))
    for _ in 1..<26 { _ = queries.add() }
    let slots = queries.all.flatMap { query in MetricQuery.Part.allCases.map { query.slot(of: $0) } }
    #expect(Set(slots).count == 26 * 4)
    for query in queries.all {
      for part in MetricQuery.Part.allCases {
        let place = queries.place(of: query.slot(of: part))
        #expect(place?.part == part && place.map { queries.all[$0.index].number } == query.number)
      }
    }
    #expect(queries.place(of: "annotations") == nil)
  }

  @Test func theOldAnswerStaysUntilTheNewTextIsAnswered() {
    var query = MetricQuery(0, text: "up")
    let series = [Series(labels: [:], samples: [Sample(Walker.moment, 1)])]
    query.take(series, as: .series, from: "prom-a")
    query.take(series, as: .series, from: "prom-b")
    query.rewrite("down")
    #expect(query.hasData && query.isShowingOldText)
    query.take(series, as: .series, from: "prom-a")
    #expect(query.series.keys.map(\.name) == ["prom-a"] && !query.isShowingOldText)
  }

  @Test func coloursStayWithTheirSeries() {
    var colours = SeriesColours()
    let keys = ["a", "b", "c"].map { SeriesKey(query: 0, labels: ["job": $0]) }
    let first = keys.map { colours.colour(of: $0) }
    let again = keys.map { colours.colour(of: $0) }
    #expect(first == [0, 1, 2] && again == first)
    let other = SeriesKey(query: 1, labels: [:])
    let fourth = colours.colour(of: other)
    #expect(fourth == 3)
    colours.forget(query: 0)
    let (kept, next) = (colours.colour(of: other), colours.colour(of: keys[2]))
    #expect(kept == 0 && next == 1, "no colour is used twice")
  }
}

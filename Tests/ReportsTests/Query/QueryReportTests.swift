import Canvas
import Telemetry
import Testing

@testable import Reports

@Suite struct QueryReportTests {
  private let histogram = NativeHistogram(
    count: 3, sum: 1.5,
    buckets: [
      .init(boundary: .closedBoth, lower: -0.001, upper: 0.001, count: 1),
      .init(boundary: .openLeft, lower: 0.5, upper: 1, count: 2),
    ])

  private func report(_ series: [Series]) -> QueryReport { QueryReport(query: "x", series: series) }

  private func series(_ name: String, _ values: [Double]) -> Series {
    let samples = values.enumerated().map { Sample(Instant(seconds: Int64($0 * 15)), $1) }
    return Series(labels: ["__name__": name], samples: samples)
  }

  private func many(_ count: Int) -> QueryReport {
    report((0..<count).map { series("s\($0)", [1, Double($0 % 7 == 0 ? -1 : $0)]) })
  }

  @Test func csvHasALineEachSample() {
    let samples = [Sample(.epoch, 0.5), Sample(.epoch, .nan)]
    let one = Series(labels: ["__name__": "x", "a": "b\"c"], samples: samples)
    #expect(
      BlockWriter.text(report([one]).writeCSV) == """
        time,series,value
        1970-01-01T00:00:00.000000000Z,"x{a=""b\\""c""}",0.5
        1970-01-01T00:00:00.000000000Z,"x{a=""b\\""c""}",NaN

        """)
  }

  @Test func csvWritesHistogramsAsPrometheusPrintsThem() {
    let one = Series(labels: ["__name__": "x"], samples: [], histograms: [HistogramPoint(.epoch, histogram)])
    #expect(
      BlockWriter.text(report([one]).writeCSV) == """
        time,series,value
        1970-01-01T00:00:00.000000000Z,"x","{count:3, sum:1.5, [-0.001,0.001]:1, (0.5,1]:2}"

        """)
  }

  @Test func jsonKeepsHistogramsBesideThePoints() {
    let one = Series(labels: [:], samples: [], histograms: [HistogramPoint(.epoch, histogram)])
    #expect(
      BlockWriter.text(report([one]).writeJSON)
        == #"{"series":[{"labels":{},"points":[],"histograms":[["1970-01-01T00:00:00.000000000Z","#
        + #"{"count":3,"sum":1.5,"buckets":[[3,-0.001,0.001,1],[0,0.5,1,2]]}]]}],"exemplars":[],"warnings":[]}"#)
  }

  @Test func jsonTellsTextsOnlyWhereThereAreSome() {
    var report = report([])
    report.texts = ["a\"b"]
    let expected = #"{"series":[],"exemplars":[],"warnings":[],"texts":["a\"b"]}"#
    #expect(BlockWriter.text(report.writeJSON) == expected)
  }

  @Test func tableOfAMoment() {
    let lines = report([series("up", [1]), series("n", [.nan])]).rows.lines(width: nil)
    #expect(lines == ["value  series", "    1  up", "  NaN  n"])
  }

  @Test func tableOfARange() {
    let lines = report([series("a", [1, 2, 6]), series("b", [.nan, .infinity])]).rows.lines(width: nil)
    #expect(
      lines == [
        "last  min  mean  max  series",
        "   6    1     3    6  a",
        "+Inf    –     –    –  b",
      ])
  }

  @Test func tableTellsHistogramsInShort() {
    let one = Series(labels: ["__name__": "x"], samples: [], histograms: [HistogramPoint(.epoch, histogram)])
    #expect(report([one]).rows.lines(width: nil) == ["          value  series", "3 obs, mean 0.5  x"])
  }

  @Test func tableTellsWhatIsLater() {
    let point = HistogramPoint(Instant(seconds: 30), histogram)
    var both = series("x", [1, 2])
    both.histograms = [point]
    #expect(report([both]).rows.lines(width: nil).last?.hasPrefix("3 obs, mean 0.5  ") == true)
    both = series("x", [1, 2, 3, 4])
    both.histograms = [point]
    #expect(report([both]).rows.lines(width: nil).last?.hasPrefix("   4    1   2.5    4  ") == true)
  }

  @Test(arguments: [20, 40, 80, 100, 200])
  func chartsFitTheWidth(width: Int) {
    let range = TimeRange(start: .epoch, end: Instant(seconds: 60))
    for count in [0, 1, 20, 21, 300] {
      for glyphs in GlyphSet.allCases {
        let lines = many(count).chart(range: range, size: Size(width, 10), glyphs: glyphs)
        #expect(lines.count >= 10)
        #expect(lines.allSatisfy { $0.cellWidth <= width })
      }
    }
  }

  @Test func chartsShowTheHighestAndCountTheRest() {
    let range = TimeRange(start: .epoch, end: Instant(seconds: 60))
    let lines = many(100).chart(range: range, size: Size(80, 10), glyphs: .unicode)
    let legend = lines.dropFirst(10)
    #expect(legend.count == 22)
    #expect(legend.dropFirst().first?.hasSuffix(" s99") == true)
    #expect(legend.last == "and 80 more with lower last values; -o table lists them all")
    #expect(many(20).chart(range: range, size: Size(80, 10), glyphs: .unicode).count == 31)
  }

  @Test func chartsDrawTheMeanOfHistograms() {
    let range = TimeRange(start: .epoch, end: Instant(seconds: 60))
    let points = [0, 30, 60].map { HistogramPoint(Instant(seconds: $0), histogram) }
    let one = Series(labels: ["__name__": "x"], samples: [], histograms: points)
    let drawn = report([one]).chart(range: range, size: Size(60, 10), glyphs: .unicode)
    let empty = report([]).chart(range: range, size: Size(60, 10), glyphs: .unicode)
    #expect(drawn.prefix(10) != empty.prefix(10))
    #expect(drawn.joined().contains("3 obs, mean 0.5"))
  }

  @Test func aSourceLabelGivesWayToTheSource() {
    #expect(series("a", []).told(by: "eu").labels == ["__name__": "a", "source": "eu"])
    let own = Series(labels: ["source": "cpu"], samples: []).told(by: "eu")
    #expect(own.labels == ["source": "eu", "exported_source": "cpu"])
  }
}

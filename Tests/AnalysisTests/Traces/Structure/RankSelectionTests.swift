import Testing

@testable import Analysis

@Suite struct RankSelectionTests {
  @Test func ranksAreThoseOfTheOrderedValues() {
    var seed: UInt64 = 7
    for count in [1, 2, 3, 10, 101] {
      let values = (0..<count).map { _ -> Int64 in
        seed = seed &* 6_364_136_223_846_793_005 &+ 1
        return Int64(seed >> 40) % 17
      }
      for share in [0.0, 0.5, 0.99, 1] {
        var copy = values
        #expect(RankSelection.quantile(share, of: &copy) == TraceStatistics.quantile(share, of: values.sorted()))
      }
    }
  }
}

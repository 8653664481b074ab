import Telemetry
import Testing

@testable import Reports

@Suite struct BlockWriterTests {
  @Test(arguments: [
    (1.5, "1.5"), (0, "0"), (-3, "-3"), (9_007_199_254_740_991, "9007199254740991"), (1e-7, "1e-07"),
    (0.047550000000000016, "0.047550000000000016"), (.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
    (1e300, "1e+300"), (100, "100"), (-0.25, "-0.25"),
  ])
  func numbers(_ value: Double, _ text: String) { #expect(BlockWriter.text { $0.write(value) } == text) }

  @Test(arguments: [0, 7, 10, -1, -10, 1_234_567_890, .max, .min])
  func wholeNumbers(_ value: Int64) { #expect(BlockWriter.text { $0.write(value) } == String(value)) }

  @Test(arguments: [
    "1970-01-01T00:00:00.000000000Z", "2261-12-31T23:59:59.999999999Z", "1999-12-31T23:59:59.000000001Z",
  ])
  func times(_ text: String) throws {
    let instant = try #require(RFC3339.instant(text))
    #expect(BlockWriter.text { $0.write(instant) } == text)
  }

  @Test(arguments: [1, 3, 8, 1000])
  func blocksJoinToTheWhole(size: Int) {
    var blocks = [[UInt8]]()
    let words = ["a", "bc", "", "défg", String(repeating: "h", count: 50)]
    var writer = BlockWriter(size: size) { blocks.append($0) }
    for word in words { writer.write(word) }
    writer.end()
    #expect(String(decoding: blocks.joined(), as: UTF8.self) == words.joined())
    #expect(blocks.dropLast().allSatisfy { $0.count >= size })
    #expect(blocks.allSatisfy { !$0.isEmpty })
  }

  @Test func nothingMakesNoBlock() {
    var writer = BlockWriter { _ in Issue.record("a block of nothing") }
    writer.end()
  }
}

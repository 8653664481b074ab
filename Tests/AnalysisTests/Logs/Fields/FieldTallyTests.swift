import Telemetry
import Testing

@testable import Analysis

@Suite struct FieldTallyTests {
  private let lines: [LogLine] = (0..<100).map { number in
    LogLine(
      time: Instant(milliseconds: Int64(number)),
      line: number < 60
        ? #"{"code":\#(number < 45 ? 200 : 500),"took":"\#(number)ms","user":{"name":"u\#(number % 4)"},"tags":["x"]}"#
        : "code=404 took=1.5s path=/a",
      labels: ["app": "web"], metadata: ["trace_id": "\(number)"])
  }

  @Test func countsValues() throws {
    let tally = FieldTally(LogBuffer(lines))
    #expect(tally.lines == 100)
    let fields = tally.fields(top: 2)
    #expect(
      fields.map { "\($0.place) \($0.name)" } == [
        "label app", "metadata trace_id", "json code", "json took", "json user_name", "logfmt code",
        "logfmt path",
        "logfmt took",
      ])
    let code = try #require(tally.field("code", .json))
    #expect(code.count == 60 && code.cardinality == 2 && code.type == .int && !code.isCapped)
    #expect(code.values.map(\.text) == ["200", "500"])
    #expect(code.values[0].share == 0.75)
    #expect(fields[4].values.map(\.text) == ["u0", "u1"])
    #expect(fields[4].cardinality == 4)
    #expect(fields[4].statistics == nil)
  }

  @Test func numbersHaveStatistics() throws {
    let took = try #require(FieldTally(LogBuffer(lines)).field("took", .json))
    let statistics = try #require(took.statistics)
    #expect(took.type == .duration)
    #expect(statistics.count == 60 && statistics.minimum == 0 && statistics.maximum == 0.059)
    #expect(statistics.p50 == 0.029 && statistics.p90 == 0.053 && statistics.p99 == 0.059)
    #expect(abs(statistics.mean - 0.0295) < 1e-9)
  }

  @Test func whatIsOnceATextIsNoNumber() throws {
    var tally = FieldTally()
    for value in ["1", "2.5", "soon", "3"] {
      tally.add(LogLine(time: .epoch, line: "", labels: [:], metadata: ["x": value]))
    }
    let field = try #require(tally.field("x", .metadata))
    #expect(field.type == .string && field.statistics == nil && field.cardinality == 4)
  }

  @Test func isBounded() throws {
    let tally = FieldTally(LogBuffer(lines), fieldLimit: 2, valueLimit: 10)
    #expect(tally.fields().count == 2)
    let id = try #require(tally.field("trace_id", .metadata))
    #expect(id.isCapped && id.cardinality == 10 && id.count == 100)
  }

  @Test func parsedFieldsAreNotReadTwice() {
    var tally = FieldTally()
    tally.add(LogLine(time: .epoch, line: #"{"a":1,"b":2}"#, labels: [:], parsed: ["a": "1"]))
    #expect(tally.fields().map(\.place) == [.parsed])
  }

  @Test func largeSamplesStayClose() throws {
    var sample = NumberSample()
    for number in 0..<100_000 { sample.add(Double(number)) }
    let statistics = try #require(sample.statistics)
    #expect(statistics.count == 100_000)
    #expect(abs(statistics.p50 - 50_000) < 100 && abs(statistics.p99 - 99_000) < 100)
  }

  @Test(arguments: [
    ("12", FieldType.int), ("-1.5", .float), ("1.5s", .duration), ("20KB", .bytes), ("true", .boolean),
    ("x", .string),
    ("", .string), ("1h30m", .duration), ("-", .string), ("12 monkeys", .string), ("nan", .string),
  ]) func types(text: String, type: FieldType) {
    #expect(FieldType(of: text) == type)
  }

  @Test(arguments: [
    (#"{"a.b":{"c-d":1},"list":[{"x":1}],"n":null,"e":2}"#, ["a_b_c_d=1", "e=2"]), (#"{"a":1"#, []),
    (#"msg="x y" 9k=1 d=2 e=3"#, ["msg=x y", "_9k=1", "d=2", "e=3"]), ("no fields here", []),
  ]) func lineFields(text: String, expected: [String]) {
    var text = text
    #expect(text.withUTF8 { LineFields($0) }.fields.map { "\($0.name)=\($0.value)" } == expected)
  }
}

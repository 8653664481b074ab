import Analysis
import Telemetry
import Testing

@Suite struct FieldListTests {
  @Test func joinsServerAndLoaded() throws {
    let tally = FieldTally(LogBuffer([.at(0, "code=200 took=5ms"), .at(1, "code=500 took=6ms")]))
    let list = FieldList(
      labels: [LogField(name: "app", type: "string", cardinality: 5, parsers: [])],
      fields: [
        LogField(name: "code", type: "int", cardinality: 9, parsers: ["logfmt"]),
        LogField(name: "span_id", type: "string", cardinality: 100, parsers: []),
        LogField(name: "code", type: "float", cardinality: 4, parsers: ["logfmt"]),
        LogField(name: "user", type: "odd", cardinality: 1, parsers: ["json"]),
      ], loaded: tally)
    #expect(
      list.entries.map { "\($0.place) \($0.name) \($0.type) \($0.cardinality) \($0.isDetected)" } == [
        "label app string 5 true", "metadata span_id string 100 true", "json user string 1 true",
        "logfmt code float 9 true", "logfmt took duration 2 false",
      ])
    #expect(list.entries[3].loaded?.values.map(\.text) == ["200", "500"])
    #expect(list.entries[1].loaded == nil)
    #expect(list.entries[4].query.quantile(0.5, of: "{a=\"b\"}", over: .seconds(1))?.contains("duration(took)") == true)
  }
}

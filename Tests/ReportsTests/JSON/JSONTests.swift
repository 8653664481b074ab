import Reports
import Testing

@Suite struct JSONTests {
  @Test func writesNumbersAsTheContractHasThem() {
    let value = JSON.array([.number(1.5), .number(3), .number(.nan), .number(.infinity), .number(-.infinity)])
    #expect(value.text == #"[1.5,3,"NaN","+Inf","-Inf"]"#)
  }

  @Test func keepsUnknownKeysAsNull() {
    let value = JSON.object([("a", .optional(Int64?.none, JSON.integer)), ("b", .bool(true))])
    #expect(value.text == #"{"a":null,"b":true}"#)
  }

  @Test func escapesWhatCouldSteerATerminal() {
    let hostile = "\u{1B}[31m\u{9B}\u{202E}\u{200B}\u{7F}\"\\\n\u{E0041}"
    let expected = #""\u001b[31m\u009b\u202e\u200b\u007f\"\\\n\udb40\udc41""#
    #expect(JSON.string(hostile).text == expected)
    #expect(JSON.string("千 🎬 é").text == #""千 🎬 é""#)
  }
}

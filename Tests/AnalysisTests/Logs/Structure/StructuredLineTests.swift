import Analysis
import Testing

@Suite struct StructuredLineTests {
  private func drawn(_ line: StructuredLine) -> [String] {
    line.rows.map { String(repeating: "  ", count: $0.indent) + $0.text }
  }

  @Test func indentsJSON() {
    let line = StructuredLine(
      #"{"user":"erich","n":-1.5e3,"ok":true,"none":null,"empty":{},"list":[1,"b",[]],"disk":{"name":"sd\"b\u0041"}}"#
    )
    #expect(line.form == .json && !line.isCut)
    #expect(
      drawn(line) == [
        "{", "  \"user\": \"erich\",", "  \"n\": -1.5e3,", "  \"ok\": true,", "  \"none\": null,",
        "  \"empty\": {},", "  \"list\": [", "    1,", "    \"b\",", "    []", "  ],", "  \"disk\": {",
        "    \"name\": \"sd\"bA\"", "  }", "}",
      ])
    #expect(line.rows[1].parts.map(\.kind) == [.key, .punctuation, .string, .punctuation])
    #expect(line.rows[2].parts[2].kind == .number)
    #expect(line.rows[3].parts[2].kind == .boolean)
    #expect(line.rows[4].parts[2].kind == .null)
  }

  @Test func showsTextBeforeJSONAndLinesWithin() {
    let line = StructuredLine(#"12:00 INFO {"stack":"Boom\n  at A\n  at B","x":1}"#)
    #expect(
      drawn(line) == [
        "12:00 INFO ", "{", "  \"stack\": \"Boom", "      at A", "      at B\",", "  \"x\": 1", "}",
      ])
  }

  @Test func takesLogfmtApart() {
    let line = StructuredLine(#"level=info msg="a \"b\" c" code=200 took=1.5s ok=true flag"#)
    #expect(line.form == .logfmt)
    #expect(drawn(line) == ["level=info", "msg=a \"b\" c", "code=200", "took=1.5s", "ok=true", "flag"])
    #expect(line.rows.map { $0.parts.last?.kind } == [.string, .string, .number, .number, .boolean, .text])
  }

  @Test(arguments: [
    "plain text", "[INF] started", "{not json}", "{\"a\":1", "{\"a\":1}}", "{\"a\" 1}", "[1,]", "{,}", "a=b",
    "{}",
    "[2026-11-21] [x]", "", "{\"a\":nul}", "x = y and z = w",
  ]) func leavesOthersAlone(text: String) {
    let line = StructuredLine(text)
    #expect(line.form == .plain)
    #expect(drawn(line) == [text])
  }

  @Test func boundsHostileLines() {
    let deep = String(repeating: "[", count: 1000) + "1" + String(repeating: "]", count: 1000)
    let nested = StructuredLine(deep)
    #expect(nested.form == .json && nested.isCut)
    #expect(nested.rows.count < 100)

    let huge = StructuredLine("{\"a\":\"" + String(repeating: "x", count: 10_000_000) + "\"}")
    #expect(huge.isCut)
    #expect(huge.rows.reduce(0) { $0 + $1.text.utf8.count } < 300_000)

    let many = StructuredLine("[" + String(repeating: "1,", count: 5_000_000) + "1]")
    #expect(many.isCut && many.rows.count == 2001)
    #expect(many.rows.last?.text.hasSuffix("…") == true)

    let wide = StructuredLine(String(repeating: "a=b ", count: 100_000))
    #expect(wide.isCut && wide.rows.count == 2000)
  }

  @Test func cutValuesSaySo() {
    let line = StructuredLine(#"{"a":"0123456789"}"#, limits: .init(value: 4))
    #expect(drawn(line) == ["{", "  \"a\": \"0123\"…", "}"])
    #expect(line.isCut)
  }

  @Test func survivesAnything() {
    var dice = Dice(state: 11)
    let alphabet = Array(#"{}[]",:\u0a1-e tfn=é"#) + ["\u{0}", "\n"]
    for _ in 0..<3000 {
      let text = String(
        (0..<Int.random(in: 0...40, using: &dice)).map { _ in alphabet.randomElement(using: &dice)! })
      let line = StructuredLine(text, limits: .init(bytes: 30, rows: 5, value: 3, depth: 2))
      #expect(line.rows.count <= 6)
    }
    #expect(
      StructuredLine(String(decoding: [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D], as: UTF8.self)).form
        == .json)
  }
}

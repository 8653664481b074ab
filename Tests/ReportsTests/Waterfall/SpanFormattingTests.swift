import Testing

@testable import Reports

/// JSON and SQL in attributes, one member or clause a line.
@Suite struct SpanFormattingTests {
  @Test func indentsJSON() {
    let text = #"{"a":1,"b":[true,{}],"c":"x, \"y\" {","d":[]}"#
    #expect(
      JSONIndenting.indented(text) == """
        {
          "a": 1,
          "b": [
            true,
            {}
          ],
          "c": "x, \\"y\\" {",
          "d": []
        }
        """)
  }

  @Test(arguments: ["[INFO] started", "{id} of {name}", "[1] first", "{\"a\":1} and more", "{\"a\"]", "plain", "", "{"])
  func leavesOtherTextsAlone(text: String) {
    #expect(JSONIndenting.indented(text) == nil)
  }

  @Test func showsJSONThatWasCutOff() {
    #expect(JSONIndenting.indented(#"{"a":"b"#) == "{\n  \"a\": \"b")
  }

  @Test func hostileJSONStaysSmall() {
    let deep = String(repeating: "[", count: 200_000)
    let nested = "{\"a\":" + String(repeating: "[[1],", count: 100_000)
    for text in [deep, nested] {
      let shown = JSONIndenting.indented(text) ?? ""
      #expect(shown.unicodeScalars.count < 70_000)
      #expect(shown.hasSuffix("…"))
    }
  }

  @Test func breaksSQLByClause() {
    let text = "SELECT s.id, left(s.path, 3) FROM streams s LEFT JOIN items i ON i.id = s.item "
      + "WHERE s.at BETWEEN $1 AND $2 AND s.kind IN (SELECT k FROM kinds) ORDER BY s.id LIMIT 5"
    #expect(
      SQLIndenting.indented(text) == """
        SELECT s.id, left(s.path, 3)
        FROM streams s
        LEFT JOIN items i ON i.id = s.item
        WHERE s.at BETWEEN $1 AND $2
          AND s.kind IN (
            SELECT k
            FROM kinds)
        ORDER BY s.id
        LIMIT 5
        """)
  }

  @Test func leavesQuotesAndCommentsWhole() {
    let text = "UPDATE t SET a = 'x FROM y', b = \"WHERE\" -- FROM nowhere\n WHERE c = 1 /* AND OR */ RETURNING id"
    #expect(
      SQLIndenting.indented(text) == """
        UPDATE t
        SET a = 'x FROM y', b = "WHERE" -- FROM nowhere
        WHERE c = 1 /* AND OR */
        RETURNING id
        """)
  }

  @Test func keepsWhatBelongsTogether() {
    #expect(SQLIndenting.indented("DELETE FROM t") == "DELETE FROM t")
    #expect(SQLIndenting.indented("INSERT INTO t VALUES (1) ON CONFLICT DO UPDATE SET a = 1")
      == "INSERT INTO t\nVALUES (1) ON CONFLICT DO UPDATE\nSET a = 1")
    #expect(SQLIndenting.indented("GET session:42") == "GET session:42")
  }

  @Test(arguments: ["'", "(((((SELECT", "/*", "--", ")", "))) FROM (", "SELECT '\u{0}\u{202E}", "𝔖ELECT"])
  func hostileSQLIsShownWhole(text: String) {
    let blank: (Character) -> Bool = { $0.isWhitespace }
    #expect(SQLIndenting.indented(text).filter { !blank($0) } == text.filter { !blank($0) })
  }

  @Test func longSQLIsCut() {
    let text = String(repeating: "SELECT (", count: 20_000)
    #expect(SQLIndenting.indented(text).hasSuffix("…"))
  }
}

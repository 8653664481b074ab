import Languages
import Testing

@Suite struct TraceErrorTests {
  @Test(arguments: [
    ("{ duration > }", #"unexpected "}", expected a value or an attribute"#, 14),
    ("{ duration > 3s", #"unexpected end, expected "}" or an operator"#, 16),
    ("", #"unexpected end, expected "{""#, 1),
    ("{ foo = 1 }", #"unexpected "foo", expected an attribute such as span.http.route"#, 3),
    (
      "{} | frobnicate()",
      #"unexpected "frobnicate", expected a stage such as count(), by(…), select(…) or rate()"#, 6
    ),
    ("{} | count()", "unexpected end, expected a comparison such as > 2", 13),
    ("{ parent.name = 1 }", "scope parent not yet supported", 3),
    ("{ .a = \"x }", "string without closing quote", 8),
    ("{} | quantile_over_time(duration, 99)", "unexpected 99, expected a quantile from 0 to 1", 35),
    ("{ .a = 99999999999999999999h }", "duration out of range", 8),
    ("{} }", #"unexpected "}", expected "|" or the end"#, 4),
  ]) func saysWhereAndWhatWasExpected(text: String, message: String, column: Int) {
    let error = #expect(throws: SyntaxError.self) { try TraceQL.parse(text) }
    #expect(error?.message == message)
    #expect(error?.range.position(in: text).column == column)
  }

  @Test(arguments: [
    ("{ duration = \"x\" }", "binary operations must operate on the same type: duration = `x`"),
    ("{ 1 }", "span filter field expressions must resolve to a boolean: 1"),
    ("{ duration =~ \"x\" }", "binary operations must operate on the same type: duration =~ `x`"),
    ("{ name > 1 }", "binary operations must operate on the same type: name > 1"),
    ("{} | topk(5)", "topk(5) needs a metrics function before it"),
    ("{} | rate() | count() > 1", "count() > 1 cannot follow a metrics function"),
    ("{} | sum(name) > 1", "aggregate field expressions must resolve to a number type: sum(name)"),
  ]) func checksTypes(text: String, message: String) throws {
    let expression = try TraceQL.parse(text)
    let error = #expect(throws: SyntaxError.self) { try TraceQL.check(expression) }
    #expect(error?.message == message)
  }

  @Test(arguments: TracePrintingTests.queries)
  func soundQueriesPass(text: String) throws {
    #expect(throws: Never.self) { try TraceQL.check(TraceQL.parse(text)) }
  }
}

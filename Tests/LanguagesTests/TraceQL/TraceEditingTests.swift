import Languages
import Testing

@Suite struct TraceEditingTests {
  @Test(arguments: [
    ("", "{ span.a = 1 }"),
    ("  ", "{ span.a = 1 }"),
    ("{}", "{ span.a = 1 }"),
    ("{ name = \"x\" }", "{ name = \"x\" && span.a = 1 }"),
    ("{name=\"x\"}  | rate()", "{ name=\"x\" && span.a = 1 }  | rate()"),
    ("{ .b = 1 || .c = 2 } >> {}", "{ (.b = 1 || .c = 2) && span.a = 1 } >> {}"),
    ("{ .b = 1 && span.a = 1 }", "{ .b = 1 && span.a = 1 }"),
    ("({ .b = 1 } | rate()) / ({} | rate())", "({ .b = 1 && span.a = 1 } | rate()) / ({} | rate())"),
    ("count() > 2", "{ span.a = 1 } | count() > 2"),
    ("{ .é = \"ü\" }", "{ .é = \"ü\" && span.a = 1 }"),
  ]) func addsToTheFirstSpanset(text: String, expected: String) throws {
    let edited = try TraceQL.addingCondition(
      text, attribute: .attribute(.span, "a"), op: .equal, value: .int(1))
    #expect(edited == expected)
  }

  @Test func quotesWhatNeedsIt() throws {
    let edited = try TraceQL.addingCondition(
      "{}", attribute: .attribute(.resource, "a b"), op: .notEqual, value: .string("c\"d"))
    #expect(edited == #"{ resource."a b" != "c\"d" }"#)
    #expect(throws: Never.self) { try TraceQL.parse(edited) }
  }

  @Test func refusesTextItCannotRead() {
    #expect(throws: SyntaxError.self) {
      try TraceQL.addingCondition("{ x", attribute: .intrinsic(.name), op: .equal, value: .string("x"))
    }
  }
}

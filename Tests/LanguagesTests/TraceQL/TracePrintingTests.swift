import Languages
import Testing

@Suite struct TracePrintingTests {
  static let queries = [
    "{}", "{ true }", #"{ resource.service.name = "jellyfin" && duration > 3s }"#,
    "{ (.a = 1 || .b = 2) && !(.c = 3) }", "{ .a = 1 && (.b = 2 || .c = 3) }", "{ !.flag }",
    "{ -(.a) > -2 }", "{ .a - (.b - .c) = 1 }", "{ (.a ^ .b) ^ 2 = 1 }", "{ (-.a) ^ 2 > 0 }",
    #"{ span."a b" =~ "x.*" && name !~ "y" }"#, "{ kind = server && status != error }",
    "{ .a = nil || .b != nil }", "{ .a = 1.0 }", "{ .a = 1e30 }", "{ duration > 1h2m3s4ms5us6ns }",
    "{.a=1} && {.b=1} || {.c=1}", "{.a=1} && ({.b=1} || {.c=1})", "{.a=1} >> {.b=1} > {.c=1}",
    "{.a=1} >> ({.b=1} > {.c=1})", "{} !>> {}", "{} &> {}", "{} !~ {}", "{} &~ {}", "{} !< {}",
    "{} &<< {}", "{} ~ {} << {}", "({} | count() > 2) && {.a=1}", "{} | {.a=1} | coalesce()",
    "{} | by(resource.service.name) | avg(duration) >= 1.5s | select(span.http.route, name)",
    "{} | sum(span.bytes * 2) < 10", "count() > 2", "({.a=1} && {.b=1}) | count() = 2",
    "{} | rate() by (resource.service.name, .x) | topk(5) > 2.5", "{} | rate() > 5 < 10",
    "{} | quantile_over_time(duration, .5, 0.99, 1) by (name)", "{} | histogram_over_time(span.size)",
    "{} | min_over_time(duration) | bottomk(3)", "{} | sum_over_time(.a)", "{} | avg_over_time(.a)",
    "{ } | compare({ status = error }, 5, 1, 2)", "{ } | compare({ duration > 3s })",
    "({status=error} | rate()) / ({} | rate())",
    "(({} | rate()) + ({} | rate() by(name))) * ({} | count_over_time())",
    "({} | rate()) - ({} | rate()) - ({} | rate())", "{} with(most_recent=true, sample=.1)",
    "{ nestedSetParent < 0 } // roots", "{ .\u{201C}é = \"🐦\" }",
  ]

  @Test(arguments: queries) func printedTextParsesBackEqual(text: String) throws {
    let expression = try TraceQL.parse(text)
    let printed = expression.description
    #expect(try TraceQL.parse(printed) == expression, "\(printed)")
    #expect(try TraceQL.parse(printed).description == printed)
  }

  @Test(arguments: queries) func tokensLieInOrderWithinTheText(text: String) {
    var end = 0
    for token in TraceQL.tokens(text) {
      #expect(token.range.start >= end && token.range.end > token.range.start)
      #expect(token.kind != .invalid)
      end = token.range.end
    }
    #expect(end <= text.utf8.count)
  }

  @Test func everyPrefixIsReadOrRefusedWithoutACrash() {
    for text in Self.queries {
      for length in 0..<text.count {
        let prefix = String(text.prefix(length))
        _ = TraceQL.tokens(prefix)
        if case .failure(let error) = Result(catching: { try TraceQL.parse(prefix) }) {
          #expect((error as? SyntaxError).map { $0.range.end <= prefix.utf8.count } == true)
        }
      }
    }
  }

  @Test func chainsAreReadUpToALimit() throws {
    let condition = { (count: Int) in
      "{ " + (0..<count).map { ".a\($0) = \($0)" }.joined(separator: " && ") + " }"
    }
    let long = try TraceQL.parse(condition(100))
    #expect(long.query.firstFilter?.condition?.fields.count == 100)
    #expect(try TraceQL.parse(long.description) == long)
    #expect(throws: SyntaxError.self) { try TraceQL.parse(condition(10_000)) }
    let spansets = Array(repeating: "{}", count: 10_000).joined(separator: " >> ")
    #expect(throws: SyntaxError.self) { try TraceQL.parse(spansets) }
  }

  @Test func deepNestingIsRefused() {
    for bracket in ["(", "{ (", "{ !", "{ -", "{} | ("] {
      let text = bracket + String(repeating: String(bracket.suffix(1)), count: 100_000)
      #expect(throws: SyntaxError.self) { try TraceQL.parse(text) }
    }
  }
}

import Testing

@testable import Languages

@Suite struct LogQLParseTests {
  static let queries = [
    #"{a="b"}"#,
    #"{a="b", c!="d", e=~"x.*", f!~"y"}"#,
    #"{a="b"} |= "x" != "y" |~ "z" !~ "w" |> "<_>err<_>" !> "a<_>""#,
    #"{a="b"} |= "x" or "y" or ip("10.0.0.0/8")"#,
    #"{a="b"} | json | logfmt --strict --keep-empty | pattern "<ip> - <_>" | unpack"#,
    #"{a="b"} | json a="b.c[0]", d="e" | logfmt x="y""#,
    #"{a="b"} | regexp "(?P<n>\\d+)" | n>=500"#,
    #"{a="b"} | status==200 and (x="1" or y=~"z.+") or size>20KB and took<=1.5s"#,
    #"{a="b"} | addr=ip("1.2.3.4-1.2.3.9") | x!=-4"#,
    #"{a="b"} | line_format "{{.x}}\n" | label_format a=b, c="{{.d}}" | decolorize"#,
    #"{a="b"} | drop x, y="z" | keep k"#,
    #"count_over_time({a="b"} |= "x" [5m])"#,
    #"rate({a="b"} [1m] offset 1h)"#,
    #"quantile_over_time(0.99, {a="b"} | logfmt | unwrap duration(took) | __error__="" [1m]) by (path)"#,
    #"sum by (a, b) (rate({a="b"} [$__interval]))"#,
    #"topk(5, sum without (x) (rate({a="b"} [5m])))"#,
    #"1 - 2 - 3 * (4 - 5) ^ 2 ^ 3"#,
    #"(1 - (2 - 3)) * vector(4)"#,
    #"rate({a="b"} [1m]) / on (a) group_left (x) rate({a="c"} [1m]) > bool 0.5"#,
    #"rate({a="b"} [1m]) and ignoring (z) rate({a="c"} [1m]) unless vector(1)"#,
    #"label_replace(rate({a="b"} [1m]), "x", "$1", "a", "(.*)")"#,
  ]

  @Test(arguments: queries) func printsWhatParsesBackEqual(text: String) throws {
    let tree = try LogQL.parse(text, located: false)
    let printed = tree.description
    #expect(try LogQL.parse(printed, located: false) == tree, "\(printed)")
  }

  @Test(arguments: [
    (#"{a="b"}|="x"|json"#, #"{a="b"} |= "x" | json"#),
    ("{a=`b\\d`,}  # all of them\n|~`x\"`", #"{a="b\\d"} |~ "x\"""#),
    (#"sum(rate(({a="b"} | json)[5m])) by (x)"#, #"sum by (x) (rate({a="b"} | json [5m]))"#),
    (#"count_over_time({a="b"}[5m] |= "x")"#, #"count_over_time({a="b"} |= "x" [5m])"#),
    (#"{a="b"} | x="1", y="2""#, #"{a="b"} | x="1" and y="2""#),
  ]) func printsInLokisForm(text: String, form: String) throws {
    #expect(try LogQL.parse(text).description == form)
  }

  @Test(arguments: [
    (#"{a="b""#, 6, #"unexpected end of query, expected } or ,"#),
    (#"{a=}"#, 3, #"unexpected "}", expected a string"#),
    (#"{a="b"} |= x"#, 11, #"unexpected "x", expected a string"#),
    (#"{a="b"} | x >"#, 13, "unexpected end of query, expected a number, a duration or a size"),
    (#"rate({a="b"})"#, 12, #"unexpected ")", expected a range such as [5m]"#),
    (#"sum({a="b"})"#, 4, "sum adds up numbers; wrap the log query, e.g. rate(… [5m])"),
    (#"avg_over_time({a="b"}[5m])"#, 0, "avg_over_time needs | unwrap and a label"),
    (#"{a="b}"#, 3, "the string is never closed"),
    (#"{a="\d"}"#, 4, "unknown escape in a string (write \\\\ or use backticks)"),
    (#"{a="b"} | unwrap miles(x)"#, 17, #"unexpected "miles", expected duration, duration_seconds or bytes"#),
  ]) func saysWhereItStopsMakingSense(text: String, start: Int, message: String) {
    let error = #expect(throws: SyntaxError.self) { try LogQL.parse(text) }
    #expect(error?.message == message)
    #expect(error?.range.start == start)
  }

  @Test func nodesKnowTheirRanges() throws {
    let text = #"sum(rate({a="b"} |= "x" | json [5m]))"#
    let query = try #require(try LogQL.parse(text).logQueries.first)
    #expect(query.selectorRange == TextRange(9, 16))
    #expect(query.stages.map(\.range) == [TextRange(17, 23), TextRange(24, 30)])
    #expect(query.matchers.first?.range == TextRange(10, 15))
  }

  @Test func tellsMetricsFromLogs() throws {
    #expect(try LogQL.parse(#"rate({a="b"}[1m])"#).isMetric)
    #expect(try !LogQL.parse(#"({a="b"} |= "x")"#).isMetric)
  }

  @Test func nestingHasAnEnd() {
    let text = String(repeating: "(", count: 100_000)
    #expect(throws: SyntaxError.self) { try LogQL.parse(text) }
  }

  @Test(arguments: ["", "{", "|", "\"", "`", "\\", "{a=\"\\", "rate(", "5", "--", "é", "{a=\"b\"} | \u{7}"])
  func tokensNeverFailAndNeverOverlap(text: String) {
    var end = 0
    for token in LogQL.tokens(text) {
      #expect(token.range.start >= end && token.range.end > token.range.start)
      end = token.range.end
    }
    #expect(end <= text.utf8.count)
  }

  @Test func tokensHaveTheirClasses() {
    let kinds = LogQL.tokens(#"sum by (app) (rate({a="b"} | json | level="x" [5m])) # end"#).map(\.kind)
    #expect(
      kinds == [
        .function, .keyword, .punctuation, .label, .punctuation, .punctuation, .function,
        .punctuation, .punctuation, .label, .operator, .string, .punctuation, .operator, .keyword,
        .operator, .label, .operator, .string, .punctuation, .duration, .punctuation, .punctuation,
        .punctuation, .comment,
      ])
  }
}

import Analysis
import Languages
import Testing

@Suite struct LogSearchBuilderTests {
  private typealias Row = LogSearchBuilder.Row

  @Test func makesAQuery() {
    let builder = LogSearchBuilder(
      rows: [
        Row(.field("code"), .greaterOrEqual, "500"), Row(.label("app"), .equal, "a\"b"),
        Row(.line, .contains, "time out"),
        Row(.line, .notMatches, "d+"), Row(.field("took"), .greater, "1.5s"),
        Row(.field("user"), .equal, "42"),
        Row(.field("size"), .less, "20KB"), Row(.field("x"), .equal, "\"\""), Row(.line),
        Row(.field("took"), .less, "soon"),
        Row(.label("pod"), .matches, "p.*"),
      ], parser: .json)
    #expect(
      builder.text
        == #"{app="a\"b", pod=~"p.*"} |= "time out" !~ "d+" | json | code>=500 | took>1.5s | user="42""#
        + #" | size<20KB | x="""#)
    #expect(builder.problem == nil)
    #expect(LogSearchBuilder().text == #"{service_name=~".+"}"#)
  }

  @Test(arguments: [
    (Row(.field("a"), .greater, "soon"), "a number, a duration such as 1.5s or a size such as 20KB"),
    (Row(.line, .matches, "a("), "a regular expression"),
    (Row(.field("a b"), .equal, "1"), "a name of letters, digits and _"),
    (Row(.label(""), .equal, "1"), "a name of letters, digits and _"),
    (Row(.field("a"), .greater, "-3"), nil),
    (Row(.line, .contains, "a("), nil), (Row(.line), nil),
  ]) private func saysWhatIsWrong(row: Row, problem: String?) {
    #expect(row.problem == problem)
  }

  @Test func needsALabelThatHasAValue() {
    let builder = LogSearchBuilder(rows: [Row(.label("app"), .notEqual, "x")])
    #expect(builder.problem == "at least one label that must have a value")
    #expect(builder.text == #"{app!="x", service_name=~".+"}"#)
  }

  @Test(arguments: [
    #"{a="b"}"#, #"{a="b", c!="d", e=~"f.+", g!~"h"}"#, #"{a="b"} |= "x" != "y" |~ "z+" !~ "q""#,
    #"{a="b"} |= "\"q\"" | logfmt | x="1" | y!="" | z=~"a|b" | t>=1.5s | s<20KB | n>-3 | f<=0.5"#,
    #"{a="b"} | json | x="1" and y="2""#, #"{a="b"} |= """#, #"{a=""} | trace_id="abc""#,
  ]) func comesBackFromItsOwnQuery(text: String) throws {
    let builder = try #require(LogSearchBuilder(LogQL: text))
    let again = try #require(LogSearchBuilder(LogQL: builder.text))
    #expect(again.rows.count - builder.rows.count == (text.hasPrefix(#"{a=""}"#) ? 1 : 0))
    if !text.contains(" and "), !text.hasPrefix(#"{a=""}"#) { #expect(builder.text == text) }
  }

  @Test(arguments: [
    #"{a="b"} | x="1" or y="2""#, #"{a="b"} |= "x" or "y""#, #"{a="b"} | json x="y""#,
    #"{a="b"} | logfmt --strict"#,
    #"{a="b"} | json | logfmt"#, #"{a="b"} | line_format "x""#, #"rate({a="b"} [5m])"#,
    #"{a="b"} |> "a <_>""#,
    #"{a="b"} | x=ip("10.0.0.0/8")"#, #"{a="b"} | x=5"#, "{broken", "",
  ]) func doesNotTakeWhatRowsCannotShow(text: String) {
    #expect(LogSearchBuilder(LogQL: text) == nil)
  }
}

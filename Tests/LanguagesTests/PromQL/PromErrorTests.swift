import Languages
import Testing

@Suite struct PromErrorTests {
  @Test(arguments: [
    ("", "1:1: parse error: no expression found in input"),
    ("sum(rate(", "1:10: parse error: unclosed left parenthesis"),
    (
      "rate(up)",
      "1:6: parse error: expected type range vector in call to function \"rate\", got instant vector"
    ),
    (
      "abs(up[5m])",
      "1:5: parse error: expected type instant vector in call to function \"abs\", got range vector"
    ),
    ("up)", "1:3: parse error: unexpected right parenthesis ')'"),
    ("foo(up)", "1:1: parse error: unknown function with name \"foo\""),
    ("rate(up[5m], 2)", "1:1: parse error: expected 1 argument(s) in call to \"rate\", got 2"),
    ("round()", "1:1: parse error: expected at least 1 argument(s) in call to \"round\", got 0"),
    ("hour(up, up)", "1:1: parse error: expected at most 1 argument(s) in call to \"hour\", got 2"),
    ("1 > 2", "1:3: parse error: comparisons between scalars must use BOOL modifier"),
    ("up + bool up", "1:4: parse error: bool modifier can only be used on comparison operators"),
    ("up and 1", "1:1: parse error: set operator \"and\" not allowed in binary scalar expression"),
    (
      "up + \"x\"",
      "1:6: parse error: binary expression must contain only scalar and instant vector types"
    ),
    ("{}", "1:1: parse error: vector selector must contain at least one non-empty matcher"),
    ("{a=\"\"}", "1:1: parse error: vector selector must contain at least one non-empty matcher"),
    (
      "up{a}",
      "1:5: parse error: unexpected \"}\" in label matching, expected label matching operator"
    ),
    ("up[5]x", "1:6: parse error: unexpected identifier \"x\""),
    ("up[5q]", "1:4: parse error: bad number or duration syntax: \"5q\""),
    ("up[0s]", "1:4: parse error: duration must be greater than 0"),
    ("(up)[5m]", "1:5: parse error: ranges only allowed for vector selectors"),
    ("up offset 5m[5m]", "1:13: parse error: no offset modifiers allowed before range"),
    ("up offset 1m offset 2m", "1:1: parse error: offset may not be set multiple times"),
    ("a{__name__=\"b\"}", "1:3: parse error: metric name must not be set twice: \"a\" or \"b\""),
    ("a and on(x) group_left b", "1:1: parse error: no grouping allowed for \"and\" operation"),
    (
      "a + on(x) group_left(x) b",
      "1:3: parse error: label \"x\" must not occur in ON and GROUP clause at once"
    ),
    ("sum()", "1:1: parse error: no arguments for aggregate expression provided"),
    (
      "topk(up)",
      "1:1: parse error: wrong number of arguments for aggregate expression provided, expected 2, got 1"
    ),
    ("rate(x[5m])[5m]", "1:12: parse error: ranges only allowed for vector selectors"),
    (
      "time()[5m:]",
      "1:1: parse error: subquery is only allowed on instant vector, got scalar instead"
    ),
    ("up{a=\"1\"", "1:9: parse error: unexpected end of input inside braces"),
    ("up \"x\"", "1:4: parse error: unexpected string \"\\\"x\\\"\""),
    ("* 2", "1:1: parse error: unexpected <op:*>"),
    ("up by", "1:4: parse error: unexpected <by>"),
    ("up == = up", "1:7: parse error: unexpected \"=\""),
    (
      "sum by up",
      "1:8: parse error: unexpected identifier \"up\" in grouping opts, expected \"(\""
    ),
    ("up offset", "1:10: parse error: unexpected end of input in offset, expected duration"),
    ("up @", "1:5: parse error: unexpected end of input in @, expected timestamp"),
    (
      "-\"x\"",
      "1:1: parse error: unary expression only allowed on expressions of type scalar or instant vector, got \"string\""
    ),
    ("up\n  + $x", "2:5: parse error: unexpected variable \"$x\""),
    ("up & up", "1:4: parse error: unexpected character: '&'"),
  ]) func saysWhatAndWhere(text: String, report: String) {
    #expect(failure(of: text).map { PromQL.report($0, in: text) } == report)
  }

  @Test func refusesHostileNesting() {
    #expect(failure(of: String(repeating: "(", count: 100_000)) != nil)
    #expect(failure(of: String(repeating: "-", count: 100_000) + "1") != nil)
    #expect(failure(of: "1" + String(repeating: " + 1", count: 100_000)) != nil)
  }

  @Test func everyPrefixIsReadOrRefused() {
    let text =
      "sum by (a) (rate(x{b=~\"c\\\"\"}[5m:$s] @ end() offset -1h)) / ignoring(d) group_left(e) 0x1F"
    for length in 0..<text.count {
      let prefix = String(text.prefix(length))
      if let error = failure(of: prefix) { #expect(error.range.end <= prefix.utf8.count) }
      #expect(PromQL.tokens(prefix).allSatisfy { $0.range.end <= prefix.utf8.count })
    }
  }

  private func failure(of text: String) -> SyntaxError? {
    do throws(SyntaxError) {
      _ = try PromQL.parse(text)
      return nil
    } catch {
      return error
    }
  }
}

import Languages
import Testing

@Suite struct PromParserTests {
  /// What a text means, fully parenthesised by hand.
  @Test(arguments: [
    ("1 + 2 * 3", "1 + (2 * 3)"),
    ("1 - 2 - 3", "(1 - 2) - 3"),
    ("2 ^ 3 ^ 4", "2 ^ (3 ^ 4)"),
    ("-2 ^ 2", "-(2 ^ 2)"),
    ("-a * b", "(-a) * b"),
    ("2 ^ -1 * 3", "(2 ^ (-1)) * 3"),
    ("a or b and c", "a or (b and c)"),
    ("a and b unless c", "(a and b) unless c"),
    ("a > b + 1", "a > (b + 1)"),
    ("a and b > c", "a and (b > c)"),
    ("a atan2 b * c", "(a atan2 b) * c"),
    ("a % b / c", "(a % b) / c"),
    ("a OR b AND c", "a or (b and c)"),
    ("-a offset 5m", "-(a offset 5m)"),
    ("a == bool b != c", "(a == bool b) != c"),
  ]) func bindsAsPrometheusDoes(text: String, explicit: String) throws {
    #expect(try stripped(PromQL.parse(text)) == stripped(PromQL.parse(explicit)))
  }

  @Test(arguments: [
    "sum by (job, instance) (rate(http_requests_total{code=~\"5..\",job!=\"x\"}[5m]))",
    "topk(3, up)", "count_values(\"v\", up)", "sum without () (up)",
    "a / on (x, y) group_left (z) b", "a * ignoring (x) group_right () b", "a == bool on () b",
    "rate(x[1h30m] offset -5m)", "x @ 1700000000.500 offset 1w", "x[5m] @ start()",
    "max_over_time(rate(x[5m])[1h:1m] @ end() offset 5m)", "avg_over_time(x[1h:])",
    "{\"http.route\",\"http.method\"=\"GET\"}", "{\"http.route\"=\"x\"}", "{__name__=~\"a.+\"}",
    "sum by (\"http.route\") (x)", "label_replace(up, \"a\", \"$1\", \"b\", \"(.*)\\\\d\")",
    "-x", "+x", "(x)", "NaN", "-Inf", "1e-07", "31", "\"te\\\"xt\\n\"", "rate(x[$__rate_interval])",
    "x[${range}:$step]", "job:requests:rate5m", "time() - 5", "hour()", "sum(sum)",
    "a unless on (b) c", "x offset -$o",
  ]) func printsWhatParsesBack(text: String) throws {
    let expression = try PromQL.parse(text)
    #expect(expression.description == text)
    #expect(try PromQL.parse(expression.description) == expression)
  }

  @Test(arguments: [
    ("0x1F", 31.0), (".5", 0.5), ("1_000.5e1", 10_005), ("inf", .infinity), ("-INF", -.infinity),
    ("5m", 300), ("1h30m", 5400), ("1ms", 0.001), ("5.", 5),
  ]) func readsNumbers(text: String, value: Double) throws {
    #expect(try PromQL.parse(text).node == .number(value))
  }

  @Test(arguments: [
    (#""a\x41\u00e9\U0001F600\101\t""#, "aAé😀A\t"), (#"'it''"#, nil), ("`raw\\n`", "raw\\n"),
    ("'a\"b'", "a\"b"), (#""\q""#, nil), ("\"open", nil),
  ]) func readsStrings(text: String, value: String?) throws {
    #expect((try? PromQL.parse(text))?.node == value.map { .string($0) })
  }

  @Test func spacesCommentsAndTrailingModifiersDoNotMatter() throws {
    let text = "sum(rate(x{a='b',}[5m])) # per job\n BY (job,) "
    #expect(try PromQL.parse(text).description == "sum by (job) (rate(x{a=\"b\"}[5m]))")
  }

  @Test func collectsSelectorsInOrder() throws {
    let found = try PromQL.parse("rate(a{x=\"1\"}[5m]) / on(x) max_over_time(b[1h:]) or {c=~\"d\"}")
      .selectors
    #expect(found.map(\.description) == ["a{x=\"1\"}", "b", "{c=~\"d\"}"])
    #expect(found[0].allMatchers.map(\.name) == ["__name__", "x"])
  }

  @Test func knowsWhereEverythingStands() throws {
    let expression = try PromQL.parse("1 + rate( up{job=\"é\"}[5m] )")
    #expect(expression.range == TextRange(0, 28))
    #expect(expression.selectors.first?.range == TextRange(10, 22))
    #expect(expression.selectors.first?.matchers.first?.range == TextRange(13, 21))
  }

  /// Equal trees apart from parentheses.
  private func stripped(_ expression: PromExpression) -> PromExpression {
    switch expression.node {
    case .parenthesised(let inner): return stripped(inner)
    case .negative(let inner): return PromExpression(.negative(stripped(inner)))
    case .binary(var binary):
      binary.left = stripped(binary.left)
      binary.right = stripped(binary.right)
      return PromExpression(.binary(binary))
    default: return expression
    }
  }
}

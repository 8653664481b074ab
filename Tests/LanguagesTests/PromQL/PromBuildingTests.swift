import Languages
import Testing

@Suite struct PromBuildingTests {
  @Test(arguments: [
    ("up", "up"), ("a:b:c", "a:b:c"), ("http.requests", #"{"http.requests"}"#), ("a b", #"{"a b"}"#),
    ("inf", #"{"inf"}"#), ("1x", #"{"1x"}"#), ("x\"y", #"{"x\"y"}"#),
  ]) func namesOfAnyKindReadBack(name: String, text: String) throws {
    let metric = PromExpression.metric(name)
    #expect(metric.description == text)
    #expect(try PromQL.parse(text) == metric)
  }

  @Test func buildsWhatTheParserReads() throws {
    let matcher = Matcher("job", .notEqual, "a")
    let range = PromExpression(
      .matrix(PromSelector(name: "x", matchers: [matcher]), .milliseconds(300_000)))
    let rate = try #require(PromExpression.calling("rate", [range]))
    let built = rate.aggregated(.sum, by: ["le", "a b"])
    #expect(try PromQL.parse(#"sum by (le, "a b") (rate(x{job!="a"}[5m]))"#) == built)
    #expect(PromExpression.calling("nonsense", []) == nil)
    #expect(rate.aggregated(.max).description == #"max(rate(x{job!="a"}[5m]))"#)
  }

  @Test func keepsOperandsTogether() throws {
    let sum = PromExpression.metric("a").combined(.plus, .metric("b"))
    #expect(sum.combined(.times, .number(2)).description == "(a + b) * 2")
    #expect(PromExpression.number(2).combined(.power, sum).description == "2 ^ (a + b)")
    let negative = PromExpression(.negative(.metric("a")))
    #expect(negative.combined(.power, .number(2)).description == "(-a) ^ 2")
  }

  @Test(arguments: [
    "-x", "+x", "(x)", "abs(x)", "topk(2, x)", "quantile by (job) (0.5, x)", "x + on (a) group_left (b) x",
    "max_over_time(x[1h:1m])", "sum(x) > bool 1",
  ]) func replacesInEveryCorner(text: String) throws {
    let renamed = try PromQL.parse(text).replacing { part in
      if case .vector(var selector) = part.node {
        selector.name = "y"
        return PromExpression(.vector(selector))
      }
      return nil
    }
    #expect(renamed.selectors.map(\.name).allSatisfy { $0 == "y" } && !renamed.selectors.isEmpty)
    #expect(try PromQL.parse(renamed.description) == renamed)
  }

  @Test func leavesAnUntouchedTreeEqual() throws {
    let tree = try PromQL.parse("sum by (a) (rate(x[5m] offset 1h)) / ignoring(b) y @ end()")
    #expect(tree.replacing { _ in nil } == tree)
  }
}

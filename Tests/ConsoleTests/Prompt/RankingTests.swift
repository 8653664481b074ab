import Languages
import Telemetry
import Testing

@testable import Console

@Suite struct RankingTests {
  @Test(arguments: [
    ("up", "up", CandidateRanking.exact), ("up", "UP_time", .prefix),
    ("total", "http_requests_total", .wordStart),
    ("req", "http.requests", .wordStart), ("serv", "rootServiceName", .wordStart),
    ("quest", "http_requests", .inside), ("hrt", "http_requests_total", .scattered),
    ("", "anything", .prefix),
  ])
  func ranks(typed: String, name: String, expected: CandidateRanking) {
    #expect(CandidateRanking(of: name, for: CandidateRanking.lowered(typed)) == expected)
  }

  @Test(arguments: [("x", "up"), ("upp", "up"), ("pu", "up")])
  func refuses(typed: String, name: String) {
    #expect(CandidateRanking(of: name, for: CandidateRanking.lowered(typed)) == nil)
  }

  @Test func theBestStandFirst() {
    let context = CompletionContext(.operand(words: []), replacing: TextRange(0, 3), typed: "rat")
    let names = CandidatePool(context, .promQL, CompletionCache()).best(for: "rat").rows.map(\.name)
    #expect(names.prefix(3) == ["rate", "limit_ratio", "irate"])
  }

  @Test func namesThatNeedQuotesGetThem() {
    var cache = CompletionCache()
    cache.store(.names(["up", "odd.name"]), for: .metricNames, from: "prom", at: Walker.moment)
    let context = CompletionContext(.operand(words: []), replacing: TextRange(0, 3), typed: "odd")
    #expect(CandidatePool(context, .promQL, cache).best(for: "odd").rows.first?.text == "{\"odd.name\"}")
    cache.store(.names(["odd.label"]), for: .metricLabels(selectors: []), from: "prom", at: Walker.moment)
    let label = CompletionContext(.labelName(selector: nil), replacing: TextRange(0, 0))
    #expect(CandidatePool(label, .promQL, cache).best(for: "").rows.map(\.text) == ["\"odd.label\""])
  }

  @Test func valuesAreEscapedForTheirPlace() {
    var cache = CompletionCache()
    let subject = CompletionSubject.metricValues(label: "path", selectors: [])
    cache.store(.names(["a.b\"c\\"]), for: subject, from: "prom", at: Walker.moment)
    for (op, leading, text) in [
      (Matcher.Operator.equal, "", "\"a.b\\\"c\\\\\""), (.matches, "x|", "\"x|a\\\\.b\\\"c\\\\\\\\\""),
    ] {
      let kind = CompletionContext.Kind.labelValue(label: "path", op: op, selector: nil)
      let context = CompletionContext(kind, replacing: TextRange(0, 0), leading: leading)
      #expect(CandidatePool(context, .promQL, cache).best(for: "").rows.map(\.text) == [text])
    }
  }

  @Test func listsOfAllSourcesAreJoined() {
    var cache = CompletionCache()
    cache.store(.names(["b", "a"]), for: .metricNames, from: "one", at: Walker.moment)
    cache.store(.names(["c", "a"]), for: .metricNames, from: "two", at: Walker.moment)
    #expect(cache.known(.metricNames).map(\.name) == ["a", "b", "c"])
    #expect(cache.isFresh(.metricNames, from: "one", at: Walker.moment + .seconds(59)))
    #expect(!cache.isFresh(.metricNames, from: "one", at: Walker.moment + .seconds(60)))
    #expect(!cache.isFresh(.metricNames, from: "three", at: Walker.moment))
  }
}

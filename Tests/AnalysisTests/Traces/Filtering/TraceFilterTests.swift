import Analysis
import Languages
import Telemetry
import Testing

@Suite struct TraceFilterTests {
  private let tree = TraceSketch.tree(
    """
    web:GET 0-1000000000 server http.route=/items
      api:list 100-900000000 server retries=3
        db:SELECT 200-300 client db.system=sqlite rows=12
        db:SELECT 400-700 ! client db.system=sqlite rows=90
      auth:check 500-800 internal user.name=ÉMILE
    """)

  private func names(_ rows: [Int]) -> [String] { rows.map { "\(tree.span(at: $0).name)\($0)" } }

  @Test func keepsAncestors() {
    let filter = TraceFilter(text: "sqlite", in: tree)
    #expect(filter.matches == [2, 3])
    #expect(filter.visible == [0, 1, 2, 3])
    #expect(filter.isVisible(1) && !filter.isMatch(1) && filter.isMatch(3) && !filter.isVisible(4))
    #expect(!filter.isVisible(-1) && !filter.isVisible(99))
  }

  @Test(arguments: [
    ("select", [2, 3]), ("API", [1]), ("retries=3", [1]), ("rows=9", [3]), ("émile", [4]), ("ROWS", [2, 3]),
    ("service.name=db", [2, 3]), ("nothing", []), ("", [0, 1, 2, 3, 4]),
  ]) func looksInNamesServicesAndAttributes(text: String, rows: [Int]) {
    #expect(TraceFilter(text: text, in: tree).matches == rows)
  }

  @Test func looksInEventsAndMessages() {
    var trace = tree.trace
    trace.spans[1].events = [
      SpanEvent(time: .epoch, name: "exception", attributes: [Attribute("exception.type", .string("TimeoutError"))])
    ]
    trace.spans[2].statusMessage = "disk timeout"
    #expect(TraceFilter(text: "timeout", in: TraceTree(trace)).matches == [1, 2])
  }

  @Test(arguments: [
    ("{}", [0, 1, 2, 3, 4]),
    ("{ status = error }", [3]),
    ("{ name = \"SELECT\" && span.rows > 50 }", [3]),
    ("{ .db.system = \"sqlite\" }", [2, 3]),
    ("{ span.rows = nil }", [0, 1, 4]),
    ("{ resource.service.name =~ \"a.*\" }", [1, 4]),
    ("{ resource.service.name =~ \"api|auth\" }", [1, 4]),
    ("{ resource.service.name !~ \"a.*\" }", [0, 2, 3]),
    ("{ kind = server }", [0, 1]),
    ("{ duration >= 899ms && duration < 1s }", [1]),
    ("{ 899ms <= duration }", [0, 1]),
    ("{ span.rows * 2 + 1 = 25 }", [2]),
    ("{ -span.rows < -50 }", [3]),
    ("{ span.rows % 10 = 0 }", [3]),
    ("{ !(kind = client) }", [0, 1, 4]),
    ("{ rootName = \"GET\" && span:childCount = 2 }", [0, 1]),
    ("{ nestedSetParent = -1 }", [0]),
    ("{ span:parentID = \"0000000000000001\" }", [1, 4]),
    ("{ trace:id = \"00000000000000010000000000000002\" }", [0, 1, 2, 3, 4]),
    ("{ kind = server } >> { name = \"SELECT\" }", [2, 3]),
    ("{ kind = server } > { name = \"SELECT\" }", [2, 3]),
    ("{ name = \"GET\" } > { name = \"SELECT\" }", []),
    ("{ status = error } << { }", [0, 1]),
    ("{ status = error } < { }", [1]),
    ("{ status = error } ~ { name = \"SELECT\" }", [2]),
    ("{ name = \"list\" } !> { kind = client }", []),
    ("{ name = \"list\" } &> { kind = client }", [1, 2, 3]),
    ("{ name = \"list\" } && { name = \"nothing\" }", []),
    ("{ name = \"list\" } || { name = \"check\" }", [1, 4]),
    ("{ kind = client } | { status = error } | select(span.rows)", [3]),
    ("{ span.rows = \"12\" }", []),
  ]) func evaluatesTraceQL(query: String, rows: [Int]) throws {
    #expect(try TraceFilter(TraceQL.parse(query), in: tree).matches == rows, "\(query)")
  }

  @Test func readsEventsLinksAndScopes() throws {
    var trace = tree.trace
    trace.scopes = [InstrumentationScope(name: "otelhttp", version: "1.2")]
    trace.spans[2].events = [SpanEvent(time: trace.spans[2].start + .nanoseconds(50), name: "cache miss")]
    trace.spans[3].links = [SpanLink(traceID: TraceID(high: 0, low: 0xab)!, spanID: SpanID(5)!)]
    trace.spans[4].scope = 7
    trace.spans[4].attributes.append(Attribute("tags", .array([.string("a"), .string("b")])))
    let tree = TraceTree(trace)
    for (query, rows) in [
      ("{ event:name = \"cache miss\" }", [2]), ("{ event:timeSinceStart >= 50ns }", [2]),
      ("{ link:traceID = \"00ab\" }", [3]), ("{ link:spanID = \"0000000000000005\" }", [3]),
      ("{ instrumentation:name = \"otelhttp\" }", [0, 1, 2, 3]), ("{ span.tags = \"b\" }", [4]),
    ] {
      #expect(try TraceFilter(TraceQL.parse(query), in: tree).matches == rows, "\(query)")
    }
  }

  @Test(arguments: [
    ("{} | count() > 2", "a loaded trace cannot be filtered by count(), which judges whole traces"),
    ("{} | rate()", "a loaded trace cannot be filtered by rate(), which makes series"),
    ("({} | rate()) / ({} | rate())", "a loaded trace cannot be filtered by arithmetic between metrics"),
    ("{ name =~ \"(\" }", "a loaded trace cannot be filtered by the regular expression \"(\""),
    ("{ name = }", "unexpected \"}\", expected a value or an attribute"),
  ]) func namesWhatItCannotDo(query: String, message: String) {
    #expect { try TraceFilter(typed: query, in: tree) } throws: { "\($0)" == message }
  }

  @Test func takesTypedTextForWhatItIs() throws {
    #expect(try TraceFilter(typed: " { status = error }", in: tree).matches == [3])
    #expect(try TraceFilter(typed: "check", in: tree).matches == [4])
  }

  @Test func goesRoundTheMatches() {
    let filter = TraceFilter(text: "sqlite", in: tree)
    #expect(filter.match(after: 0) == 2)
    #expect(filter.match(after: 2) == 3)
    #expect(filter.match(after: 3) == 2)
    #expect(filter.match(after: 3, backwards: true) == 2)
    #expect(filter.match(after: 2, backwards: true) == 3)
    #expect(TraceFilter(text: "nothing", in: tree).match(after: 0) == nil)
  }
}

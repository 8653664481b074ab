import Reports
import Telemetry
import Testing

@Suite struct PermalinkTests {
  /// Texts that a URL cannot hold as they are.
  private static let texts = [
    "", "up", #"{app="nas", x=~"a|b"} |= "50% & more" | json"#, "ö\u{1F989} \n\t?#/&=+%25", "a\u{0}b",
    #"sum by (le) (rate(x_bucket{le!="+Inf"}[5m]))"#,
  ]

  private static func link(_ seed: Int) -> Permalink {
    var state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    func text() -> String { texts[next(texts.count)] }
    func time() -> Instant { Instant(nanoseconds: 1_700_000_000_000_000_000 + Int64(next(1 << 30)) * 1_000_003) }
    let id = TraceID(high: UInt64(next(3)), low: UInt64(next(1 << 30)) + 1)!
    let targets: [Permalink.Target] = [
      .metrics((0..<next(4)).map { _ in text() }), .logs(text()), .search(text()), .trace(id, nil),
      .trace(id, SpanID(UInt64(next(99)) + 1)), .screen(Permalink.Screen.allCases[next(8)]),
      .drilldown(text()), .objective("o" + text()), .runbook("r/" + text()), .comparison(id, id),
    ]
    var link = Permalink(targets[next(targets.count)])
    if next(2) == 0 { link.source = SourceID("s" + text()) }
    if next(2) == 0 { link.focus = text() }
    if next(2) == 0 { link.view = text() }
    if next(2) == 0 { link.item = text() }
    if next(2) == 0 { link.moment = time() }
    switch next(3) {
    case 0: link.span = .last(.nanoseconds(Int64(next(1 << 30)) + 1))
    case 1:
      let start = time()
      link.span = .fixed(TimeRange(start: start, end: start + .nanoseconds(Int64(next(1 << 30)) + 1)))
    default: break
    }
    return link
  }

  @Test(arguments: 0..<200) func readsBackWhatItWrote(seed: Int) throws {
    let link = Self.link(seed)
    let text = link.text
    #expect(try Permalink(text) == link, "\(text)")
    #expect(text.utf8.allSatisfy { $0 > 32 && $0 < 127 }, "\(text)")
    #expect(try Permalink("  \(text)\n") == link)
  }

  @Test func writesWhatPeopleCanRead() throws {
    let id = try #require(TraceID(hex: "cafe"))
    #expect(Permalink(.trace(id, SpanID(7))).text == "nightjar://trace/0000000000000000000000000000cafe?span=0000000000000007")
    let logs = Permalink(.logs(#"{a="b"}"#), source: "loki", span: .last(.hours(1)))
    #expect(logs.text == "nightjar://logs?q=%7Ba%3D%22b%22%7D&source=loki&since=1h")
    #expect(try Permalink("nightjar://logs?q=%7Ba%3D%22b%22%7D&source=loki&since=1h&later=x") == logs)
    #expect(try Permalink("nightjar://") == Permalink(.screen(.overview)))
  }

  @Test(arguments: [
    ("http://x", "begins with nightjar://"), ("nightjar://lgs", "no such place"),
    ("nightjar://trace/xyz", "32 hexadecimal digits"), ("nightjar://trace/cafe?span=-", "16 hexadecimal"),
    ("nightjar://compare/cafe", "compare/ID/ID"), ("nightjar://compare/cafe/x", "hexadecimal digits"),
    ("nightjar://runbook", "expected a name"), ("nightjar://slo/%FF", "expected a name"),
    ("nightjar://logs?q=%7", "%xx"), ("nightjar://logs?q=%FF", "UTF-8"),
    ("nightjar://logs?since=soon", "a duration such as 1h"), ("nightjar://logs?since=-1h", "a duration"),
    ("nightjar://logs?from=2026-01-01T00:00:00Z", "a later time"), ("nightjar://logs?at=x", "a time such as"),
  ]) func saysWhatIsWrong(text: String, part: String) {
    #expect { try Permalink(text) } throws: { "\($0)".contains(part) }
  }

  @Test func leadsToExplore() throws {
    let start = Instant(seconds: 1_700_000_000)
    let link = Permalink(.logs(#"{a="b"}"#), span: .fixed(TimeRange(start: start, end: start + .seconds(1))))
    let explore = try #require(ExploreLink(link, source: "loki", grafana: "https://g"))
    #expect(explore.text.hasPrefix("https://g/explore?schemaVersion=1&panes=%7B%22nj%22:%7B%22datasource%22:%22loki%22"))
    #expect(explore.text.contains("%22from%22:%221700000000000%22") && explore.text.hasSuffix("&orgId=1"))
    #expect(ExploreLink(Permalink(.screen(.alerts)), source: "loki", grafana: "") == nil)
    #expect(ExploreLink(link, source: nil, grafana: "") == nil)
  }
}

internal import Backends
internal import Telemetry
internal import Testing

@Suite struct SilenceWritingTests {
  private let dialect = AlertmanagerDialect()
  private let draft = SilenceDraft(
    matchers: [.init(name: "alertname", value: "CertificateExpiring", isRegex: false)],
    start: RFC3339.instant("2026-11-21T03:40:24Z")!, end: RFC3339.instant("2026-11-21T04:40:24Z")!,
    createdBy: "billy",
    comment: "renewal is planned")

  private func text(_ request: HTTPRequest) -> String {
    guard case .json(let bytes) = request.body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func createsAsRecorded() throws {
    let fixture = try Fixture("alertmanager/silence-create")
    let request = try dialect.request(for: .createSilence(draft))
    #expect(request.method.rawValue == fixture.request.method && request.path == fixture.request.path)
    #expect(!request.isIdempotent, "never tried twice")
    #expect(
      text(request)
        == #"{"matchers":[{"name":"alertname","value":"CertificateExpiring","isRegex":false,"isEqual":true}],"#
        + #""startsAt":"2026-11-21T03:40:24.000000000Z","endsAt":"2026-11-21T04:40:24.000000000Z","#
        + #""createdBy":"billy","comment":"renewal is planned"}"#)
    let answer = try dialect.answer(to: .createSilence(draft), from: fixture.answer())
    #expect(answer.body == .text("7d5bf137-3175-4a8e-8a2a-30ac4392067d"))
  }

  @Test func endsAsRecorded() throws {
    let fixture = try Fixture("alertmanager/silence-delete")
    let request = try dialect.request(for: .expireSilence(id: "7d5bf137-3175-4a8e-8a2a-30ac4392067d"))
    #expect(request.method.rawValue == fixture.request.method && request.path == fixture.request.path)
    #expect(!request.isIdempotent)
    #expect(try dialect.answer(to: .expireSilence(id: "x"), from: fixture.answer()).body == .text("x"))
  }

  @Test func refusalsAreToldInTheServersWords() throws {
    let bad = try Fixture("alertmanager/silence-bad").answer()
    #expect(throws: QueryFailure(.refused, "matchers in body should have at least 1 items", status: 422)) {
      try dialect.answer(to: .createSilence(draft), from: bad)
    }
    let gone = HTTPResponse(status: 500, body: Payload("\"silence not found\"\n"))
    #expect(throws: QueryFailure.self) { try dialect.answer(to: .expireSilence(id: "x"), from: gone) }
  }

  @Test func hostileTextStaysText() throws {
    var hostile = draft
    hostile.comment = "\"},\u{1B}\n\\ 漢"
    hostile.id = "a/../b"
    let sent = text(try dialect.request(for: .createSilence(hostile)))
    #expect(sent.contains(#""comment":"\"},\u001b\u000a\\ 漢""#) && sent.hasPrefix(#"{"id":"a/../b","#))
    #expect(try dialect.request(for: .expireSilence(id: "a/../b?c")).path == "/api/v2/silence/a%2F..%2Fb%3Fc")
  }

  @Test func groupsAsRecorded() throws {
    let answer = try dialect.answer(to: .alertGroups, from: Fixture("alertmanager/groups").answer())
    guard case .alertGroups(let groups) = answer.body else { throw Unexpected(.success(answer)) }
    #expect(groups.count == 3 && groups.allSatisfy { $0.receiver == "none" })
    #expect(groups[0].labels == ["alertname": "CertificateExpiring"] && groups[0].alerts.count == 1)
    #expect(groups[0].alerts[0].fingerprint == "70154eb250ee3048")
    #expect(try dialect.request(for: .alertGroups).path == Fixture("alertmanager/groups").request.path)
  }

  @Test func othersAreNeverWrittenTo() {
    for dialect in [PrometheusDialect(), LokiDialect(), TempoDialect(), NtfyDialect(topics: ["a"])]
      as [any Dialect]
    {
      #expect(throws: QueryFailure.self) { try dialect.request(for: .expireSilence(id: "x")) }
      #expect(throws: QueryFailure.self) {
        try dialect.answer(to: .expireSilence(id: "x"), from: HTTPResponse(status: 200, body: Payload("")))
      }
    }
  }
}

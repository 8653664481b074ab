import Analysis
import Telemetry
import Testing

@Suite struct ExceptionGroupsTests {
  @Test(arguments: [
    ("user 4711 not found", "user <n> not found"),
    ("id 3f2a9c1d77e0aa not in cache", "id <hex> not in cache"),
    ("request 6ba7b810-9dad-11d1-80b4-00c04fd430c8 failed", "request <uuid> failed"),
    ("connect 10.0.0.7:5432 refused", "connect <n>.<n>.<n>.<n>:<n> refused"),
    ("at 0x7ffde3 in libav", "at <hex> in libav"),
    ("timeout after 30s (limit 250ms)", "timeout after <n>s (limit <n>ms)"),
    ("job_4711 on pod-3", "job_<n> on pod-<n>"),
    ("sha256 of sdb1 is wrong", "sha256 of sdb1 is wrong"),
    ("decade deadbeef facade", "decade deadbeef facade"),
    ("Gerät 5 läuft nicht", "Gerät <n> läuft nicht"),
    ("", ""),
  ]) func takesOutWhatChanges(text: String, expected: String) {
    #expect(VolatileText.normalised(text) == expected)
  }

  private func exception(_ type: String, _ message: String, at seconds: Int64) -> SpanEvent {
    SpanEvent(
      time: Instant(seconds: seconds), name: "exception",
      attributes: [
        Attribute("exception.type", .string(type)), Attribute("exception.message", .string(message)),
        Attribute("exception.stacktrace", .string("at \(seconds)")),
      ])
  }

  @Test func groupsByTypeAndMessage() throws {
    var first = TraceSketch.services("api:GET 0-10 !\n  db:read 1-5 !\n  db:write 6-7 !", id: 1)
    first.spans[0].events = [exception("IOError", "read 5 failed", at: 50), exception("IOError", "read 9 failed", at: 90)]
    first.spans[1].events = [exception("Timeout", "after 3s", at: 40)]
    first.spans[2].statusMessage = "disk full"
    var second = TraceSketch.services("web:GET 0-10", id: 2)
    second.spans[0].events = [exception("IOError", "read 7 failed", at: 70)]
    let groups = ExceptionGroups([second, first]).groups
    #expect(groups.map(\.type) == ["IOError", nil, "Timeout"])
    let top = try #require(groups.first)
    #expect((top.message, top.count, top.traces) == ("read <n> failed", 3, 2))
    #expect((top.first, top.last) == (Instant(seconds: 50), Instant(seconds: 90)))
    #expect(top.services == ["api", "web"])
    #expect((top.latestTrace, top.latestSpan) == (first.id, first.spans[0].id))
    #expect((top.latestMessage, top.latestStack) == ("read 9 failed", "at 90"))
    // It failed and recorded no exception.
    #expect(groups[1].message == "disk full" && groups[1].latestSpan == first.spans[2].id)
  }

  @Test func countsNothingWhereNothingFailed() {
    #expect(ExceptionGroups([TraceSketch.services("a:x 0-1")]).groups.isEmpty)
  }
}

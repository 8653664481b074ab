import Backends
import DemoLab
import Foundation
import Telemetry
import Testing

/// How many spans of one slow trace (four spans) a condition selects.
@Suite struct TempoConditionTests {
  private func matched(_ query: String) throws -> Int {
    let trace = try #require(TraceFixture.trace(1))
    let response = TempoServer(store: MemoryTraceStore(all: [trace])).search(query)
    #expect(response.status == 200, "\(response.body.text)")
    let answer = try WireAnswer(response)
    return (answer["traces"] as? [[String: Any]])?.first
      .flatMap { $0["spanSets"] as? [[String: Any]] }?
      .reduce(0) { $0 + ($1["matched"] as? Int ?? 0) } ?? 0
  }

  @Test(arguments: [
    ("{}", 4), ("{ true }", 4), ("{ false }", 0), (#"{ resource.service.name = "jellyfin" }"#, 2),
    (#"{ .service.name = "nas" }"#, 1), (#"{ .service.name != "nas" }"#, 3), ("{ duration > 3s }", 2),
    ("{ 3s < duration }", 2), ("{ duration >= 1ms && duration <= 1ms }", 1), ("{ name = \"db\" }", 1),
    ("{ span:name =~ \"d.|nfs.*\" }", 2), ("{ name =~ \"d\" }", 0), ("{ name !~ \"d.\" }", 3),
    ("{ name =~ \".*play\" }", 2), ("{ name =~ \"db|play\" }", 2), ("{ status = error }", 1),
    ("{ status != error }", 3), ("{ kind = client }", 2), ("{ statusMessage = \"stalled\" }", 1),
    ("{ span.rows > 10 }", 1), ("{ span.rows > 11.5 }", 1), ("{ span.rows = \"12\" }", 0),
    ("{ span.rows + 3 = 15 }", 1), ("{ span.rows * span.ratio = 6 }", 1), ("{ span.cached }", 1),
    ("{ span.cached = true }", 1), ("{ !span.cached }", 3), ("{ span.rows % 5 = 2 }", 1),
    ("{ span.missing != 1 }", 0), ("{ span.missing = nil }", 4), ("{ span.rows != nil }", 1),
    ("{ span.tags = \"b\" }", 1), ("{ event:name = \"retransmit\" }", 1), ("{ event.attempt = 2 }", 1),
    ("{ event:timeSinceStart > 50ms }", 1), ("{ link:spanID = \"0000000000000001\" }", 1),
    ("{ trace:id = \"000000000000000a0000000000000002\" }", 4), ("{ trace:id = \"a0000000000000002\" }", 4),
    ("{ rootName = \"GET /play\" }", 4), ("{ rootServiceName = \"gateway\" }", 4),
    ("{ traceDuration = 5s }", 4), ("{ nestedSetParent < 0 }", 1), ("{ span:childCount = 2 }", 1),
    ("{ instrumentation:name = \"lab\" }", 4), ("{ duration > 1s + 1s }", 3), ("{ -span.rows < 0 }", 1),
    ("{ name = \"db\" || status = error && kind = server }", 0), ("{ span:id = \"0000000000000003\" }", 1),
  ]) func conditions(query: String, count: Int) throws {
    #expect(try matched(query) == count, "\(query)")
  }

  @Test(arguments: [
    (#"{ name = "GET /play" } > {}"#, 1), (#"{ name = "GET /play" } >> {}"#, 3),
    (#"{ name = "db" } < {}"#, 1), (#"{ name = "db" } << {}"#, 2), (#"{ name = "db" } ~ {}"#, 1),
    (#"{ name = "play" } !> {}"#, 2), (#"{ name = "GET /play" } !>> {}"#, 1),
    (#"{ name = "GET /play" } &>> { name = "db" }"#, 2), (#"{ name = "db" } &~ {}"#, 2),
    (#"{ name = "db" } !~ {}"#, 3), (#"{ name = "db" } && { name = "play" }"#, 2),
    (#"{ name = "db" } && { name = "none" }"#, 0), (#"{ name = "db" } || { name = "none" }"#, 1),
    (#"{ name = "GET /play" } > { name = "play" } > { name = "db" }"#, 1),
    (#"{ name = "db" } !<< {}"#, 2), (#"{ name = "db" } !< {}"#, 3),
    (#"{ name = "db" } &< {}"#, 2), (#"{ name = "play" } &> {}"#, 3),
  ]) func relations(query: String, count: Int) throws {
    #expect(try matched(query) == count, "\(query)")
  }

  @Test(arguments: [
    ("{} | count() > 3", 4), ("{} | count() > 4", 0), ("{} | avg(duration) > 3s", 4),
    ("{} | max(duration) < 5s", 0), ("{} | min(duration) = 1ms", 4), ("{} | sum(span.rows) = 12", 4),
    ("{} | by(resource.service.name) | count() > 1", 2), ("{} | {kind=client} | count() = 2", 2),
    ("{} | by(kind) | coalesce() | count() = 4", 4), ("({} | count() > 3) && {status=error}", 4),
    ("{} | by(name) | max(duration) > 2s | select(span.item)", 3),
  ]) func pipelines(query: String, count: Int) throws {
    #expect(try matched(query) == count, "\(query)")
  }
}

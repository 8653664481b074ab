import Analysis
import Telemetry
import Testing

/// What a jump that matched nothing learns of the names that a source uses.
@Suite struct LearntTiesTests {
  private static let range = TimeRange(last: .hours(1), until: Instant(seconds: 1_700_000_000))
  private static let anchor = Anchor(signal: .metrics, source: "prom", service: "authentik", range: range)

  private func correlator(_ renames: [String: String] = [:]) -> Correlator {
    Correlator(
      sources: [Source(id: "prom", kind: .prometheus), Source(id: "loki", kind: .loki), Source(id: "tempo", kind: .tempo)],
      renames: renames)
  }

  private func jump(_ correlator: Correlator, to signal: Signal) throws -> Jump {
    try #require(correlator.jumps(from: Self.anchor).compactMap { try? $0.get() }.first { $0.to == signal })
  }

  @Test func ofSeveralPartsTheServer() throws {
    var correlator = correlator()
    let unmatched = try jump(correlator, to: .traces)
    let found = ["resource.service.name": ["authentik-outpost", "authentik-server", "jellyfin"]]
    let learnt = correlator.learn(found, of: Self.anchor, after: unmatched)
    #expect(learnt)
    #expect(try jump(correlator, to: .traces).query.text?.contains(#""authentik-server""#) == true)
    #expect(correlator.learnt.notes == ["authentik is probably authentik-server (tempo)"])
  }

  @Test func logsUnderAnotherLabelAndAnotherName() throws {
    var correlator = correlator()
    let unmatched = try jump(correlator, to: .logs)
    let found = ["service_name": ["nas"], "app": ["authentik-worker", "nas"]]
    let learnt = correlator.learn(found, of: Self.anchor, after: unmatched)
    #expect(learnt)
    #expect(try jump(correlator, to: .logs).query.text?.hasPrefix(#"{app=~"authentik|authentik-worker"}"#) == true)
    #expect(correlator.learnt.logLabels == ["loki": "app"])
  }

  /// A name learnt from the traces does not hide the one that logs are found by.
  @Test func everyNameOfTheServiceCounts() throws {
    var correlator = correlator(["authentik": "authentik-outpost"])
    let unmatched = try jump(correlator, to: .logs)
    let learnt = correlator.learn(["service_name": ["authentik-server"]], of: Self.anchor, after: unmatched)
    #expect(learnt)
    #expect(try jump(correlator, to: .logs).query.text?.contains("authentik-server") == true)
  }

  @Test func nothingAlikeTeachesNothing() throws {
    var correlator = correlator()
    let unmatched = try jump(correlator, to: .logs)
    let learnt = correlator.learn(["service_name": ["nas"], "app": ["shop"]], of: Self.anchor, after: unmatched)
    #expect(!learnt)
    #expect(correlator.learnt == LearntTies())
  }
}

import Backends
import DemoLab
import Telemetry
import Testing

/// The lab's Alertmanager and ntfy, asked through the real dialects.
@Suite struct AlertmanagerServerTests {
  private static let moment = RFC3339.instant("2026-11-20T23:41:07Z")!
  private static let lab = Lab(seed: 1, origin: moment)

  private func backend(_ kind: SourceKind, _ dialect: any Dialect, of lab: Lab) -> Backend {
    Backend(id: "x", kind: kind, dialect: dialect, transport: lab.transport(for: kind) { Self.moment })
  }

  private func alerts(_ backend: Backend) async throws -> [Alert] {
    guard case .alertGroups(let groups) = try await backend.ask(.alertGroups).body else { return [] }
    return groups.flatMap(\.alerts)
  }

  @Test func aSilenceIsMadeChangedAndEnded() async throws {
    let backend = backend(.alertmanager, AlertmanagerDialect(), of: Self.lab.untouched)
    let page = try #require(try await alerts(backend).first { $0.severity == "page" })
    #expect(page.state == .firing)
    var draft = SilenceDraft(
      matchers: [.init(name: "alertname", value: "Jellyfin.*", isRegex: true)], start: Self.moment,
      end: Self.moment + .hours(1), createdBy: "me", comment: "\"why\"")
    guard case .text(let id) = try await backend.write(.createSilence(draft)).body else { return }
    let silenced = try #require(try await alerts(backend).first { $0.name == page.name })
    #expect(silenced.state == .suppressed && silenced.silencedBy == [id])
    draft.id = id
    draft.end = Self.moment + .hours(3)
    #expect(try await backend.write(.createSilence(draft)).body == .text(id), "longer, but the same")
    _ = try await backend.write(.expireSilence(id: id))
    #expect(try await alerts(backend).first { $0.name == page.name }?.state == .firing)
    await #expect(throws: QueryFailure.self) { try await backend.write(.expireSilence(id: id)) }
    #expect(
      try await alerts(self.backend(.alertmanager, AlertmanagerDialect(), of: Self.lab.untouched)).count > 3)
  }

  @Test func refusesAsTheRealOne() async {
    let backend = backend(.alertmanager, AlertmanagerDialect(), of: Self.lab.untouched)
    func refused(_ draft: SilenceDraft) async -> String? {
      do {
        _ = try await backend.write(.createSilence(draft))
        return nil
      } catch { return (error as? QueryFailure)?.message }
    }
    var draft = SilenceDraft(
      matchers: [], start: Self.moment, end: Self.moment + .hours(1), createdBy: "m", comment: "c")
    #expect(await refused(draft) == "matchers in body should have at least 1 items")
    draft.matchers = [.init(name: "a", value: "b", isRegex: false)]
    draft.end = Self.moment - .hours(1)
    #expect(await refused(draft) == "start time must be before end time")
    draft.start = Self.moment - .hours(2)
    #expect(await refused(draft) == "end time can't be in the past")
  }

  @Test func inhibitsWhatThePageExplains() async throws {
    let backend = backend(.alertmanager, AlertmanagerDialect(), of: Self.lab.untouched)
    let all = try await alerts(backend)
    let page = try #require(all.first { $0.severity == "page" })
    #expect(all.first { $0.name == "ProbeSlow" }?.inhibitedBy == [page.fingerprint ?? ""])
  }

  @Test func messagesSinceTheLast() async throws {
    let backend = backend(.ntfy, NtfyDialect(topics: ["alerts", "backups"]), of: Self.lab)
    guard case .notifications(let all) = try await backend.ask(.notifications(since: "all")).body else {
      return
    }
    #expect(all.count >= 3 && all.contains { $0.title == "[FIRING] JellyfinHighErrorRate" })
    let id = all[all.count - 2].id
    guard case .notifications(let later) = try await backend.ask(.notifications(since: id)).body else {
      return
    }
    #expect(later == [all[all.count - 1]])
  }
}

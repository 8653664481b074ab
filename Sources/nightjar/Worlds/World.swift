import Analysis
import Backends
import Console
import Telemetry

/// What a command works on: sources that can be asked, how they are tied, and what time it is.
struct World: Sendable {
  /// The context's name: `homelab`.
  var name: String
  var backends: [SourceID: Backend]
  var sources: [Source]
  /// Job or label values to service names, where they differ between signals.
  var renames: [String: String] = [:]
  var clock: @Sendable () -> Instant

  var correlator: Correlator { Correlator(sources: sources, renames: renames) }

  /// - Throws: `QueryFailure`.
  func ask(_ source: SourceID, _ query: Query) async throws -> Answer {
    guard let backend = backends[source] else {
      throw QueryFailure(.unsupported, "there is no source called \(source)")
    }
    return try await backend.ask(query)
  }
}

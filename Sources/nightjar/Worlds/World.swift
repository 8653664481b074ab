import Analysis
import Backends
import Console
import Reports
import Telemetry

/// What a command works on: sources that can be asked, how they are tied, and what time it is.
struct World: Sendable {
  /// The context's name: `homelab`.
  var name: String
  /// Of every context, connected when first asked.
  var backends: BackendPool
  var sources: [Source]
  /// The context each source is of, where several are watched at once.
  var origins: [SourceID: String] = [:]
  /// Every context, for switching.
  var choices: [SourceChoice] = []
  /// Job or label values to service names, where they differ between signals.
  var renames: [String: String] = [:]
  /// The stream label that holds service names.
  var logLabel = "service_name"
  /// Objectives of the configuration.
  var specs: [ObjectiveSpec] = []
  /// Their files that have mistakes.
  var specMistakes: [SpecMistakes] = []
  var clock: @Sendable () -> Instant
  /// A simulated server answers without a network: how long it took says nothing, and printing it would
  /// make output that cannot be repeated to the byte.
  var isSimulated = false
  /// `file:line` of the sources' configuration.
  var places: [SourceID: String] = [:]
  /// How far a server's clock is ahead of ours, once it has answered.
  var skew: @Sendable (SourceID) -> Duration? = { _ in nil }
  /// Where a browser finds Grafana, for links to its Explore.
  var grafana: String?
  /// Whether nothing may be changed on any server.
  var isReadOnly = false
  /// Finds a runbook by the name of its file, without folder and ending.
  var runbook: @Sendable (_ key: String) throws -> Runbook = { _ in throw RunbookFolder.unconfigured }

  /// Whole milliseconds since a question was asked; 0 of simulated servers.
  func milliseconds(since start: ContinuousClock.Instant) -> Int {
    isSimulated ? 0 : Int((ContinuousClock.now - start) / .milliseconds(1))
  }

  var correlator: Correlator {
    Correlator(sources: sources, renames: renames, logLabel: logLabel).over(sources, groups: origins)
  }

  /// - Throws: `QueryFailure`.
  func ask(_ source: SourceID, _ query: Query) async throws -> Answer {
    switch query {
    case .runbook(let key): return Answer(.runbook(try runbook(key)))
    case .examination(let sources, let range):
      return Answer(.checks(await examination(of: sources, over: range).checks()))
    default: break
    }
    guard let backend = backends.backend(source) else {
      throw QueryFailure(.unsupported, "there is no source called \(source)")
    }
    return try await backend.ask(query)
  }

  /// Tries these sources of any context and every tie between them.
  func examination(of wanted: [SourceID], over range: TimeRange) -> Examination {
    let known = Dictionary((sources + choices.flatMap(\.sources)).map { ($0.id, $0) }) { first, _ in first }
    return Examination(
      sources: wanted.compactMap { known[$0] }, renames: renames, logLabel: logLabel, range: range, places: places, skew: skew
    ) { source, query in
      let start = ContinuousClock.now
      let result = await result(of: source, query)
      return (result, milliseconds(since: start))
    }
  }

  /// - Throws: `QueryFailure`; always where nothing may be changed.
  func write(_ source: SourceID, _ write: Write) async throws -> Answer {
    guard !isReadOnly else {
      throw QueryFailure(.unsupported, "nightjar was started with --readonly: nothing is written")
    }
    guard let backend = backends.backend(source) else {
      throw QueryFailure(.unsupported, "there is no source called \(source)")
    }
    return try await backend.write(write)
  }
}

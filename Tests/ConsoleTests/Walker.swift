import Analysis
import Backends
import Canvas
import DemoLab
import Telemetry

@testable import Console

/// Somebody at the keyboard of a console on the built-in homelab, with time standing still: every
/// key's questions are answered before the next key.
final class Walker {
  /// The moment all walks happen at, so that their screens can be kept.
  static let moment = RFC3339.instant("2026-11-20T23:41:07Z")!

  /// One homelab for all walks: what its requests add up to is counted once.
  private static let lab = Lab(seed: 1, origin: moment)

  /// Another site.
  private static let site = Lab(seed: 2, origin: moment)

  /// Whoever silences something here silences it for this walk alone.
  private let lab = Walker.lab.untouched

  /// Set to walk again from a point kept before.
  var state: State
  private(set) var quit = false
  private(set) var copied: [String] = []
  private(set) var written: [Write] = []
  private let backends: [SourceID: Backend]
  /// Sources that answer with this failure instead.
  var broken: [SourceID: QueryFailure] = [:]
  /// Set for a Prometheus that stores no exemplars.
  var withoutExemplars = false
  /// Set for a Tempo without metrics generator, which refuses TraceQL metrics in these words.
  var withoutTraceMetrics = false
  /// Every query asked, in order.
  private(set) var asked: [(SourceID, Query)] = []

  init(
    _ width: Int, _ height: Int, pane: any Pane = OverviewPane(), glyphs: GlyphSet = .unicode,
    keymap: Keymap = .standard, withAlerting: Bool = false, withEdge: Bool = false
  ) {
    let moment = Self.moment
    var parts: [(SourceID, SourceKind, any Dialect)] = [
      ("prom", .prometheus, PrometheusDialect()), ("loki", .loki, LokiDialect()),
      ("tempo", .tempo, TempoDialect()),
    ]
    if withAlerting {
      parts += [
        ("alerts", .alertmanager, AlertmanagerDialect()), ("ntfy", .ntfy, NtfyDialect(topics: ["alerts", "backups"])),
      ]
    }
    var backends = [SourceID: Backend]()
    for (id, kind, dialect) in parts {
      backends[id] = Backend(
        id: id, kind: kind, dialect: dialect, transport: lab.transport(for: kind, now: { moment }))
    }
    let sources = parts.map { Source(id: $0.0, kind: $0.1) }
    var choices = [SourceChoice]()
    if withEdge {
      let edge = parts.prefix(3).map { part in
        Backend(
          id: SourceID("\(part.0)-edge"), kind: part.1, dialect: part.2,
          transport: Self.site.transport(for: part.1, now: { moment }))
      }
      for backend in edge { backends[backend.id] = backend }
      let others = edge.map { Source(id: $0.id, kind: $0.kind) }
      choices = [SourceChoice(name: "homelab", sources: sources), SourceChoice(name: "edge", sources: others)]
    }
    self.backends = backends
    let context = Context(
      now: moment, sources: sources, correlator: Correlator(sources: sources, renames: [:]),
      glyphs: glyphs, size: Size(width, height))
    state = State(name: "homelab", context: context, keymap: keymap, choices: choices, pane: pane)
  }

  /// Opens the console and waits for its first answers.
  func start() async { await settle(state.start()) }

  func press(_ keys: Key...) async {
    for key in keys { await settle(state.reduce(.input(.key(key)))) }
  }

  func type(_ text: String) async {
    for character in text { await press(.character(character)) }
  }

  func resize(_ width: Int, _ height: Int) async {
    await settle(state.reduce(.input(.resize(Size(width, height)))))
  }

  /// Drops the questions of a state change instead of answering them: a server that never does.
  func pressWithoutAnswer(_ key: Key) { _ = state.reduce(.input(.key(key))) }

  /// Opens the console on servers that say nothing.
  func startWithoutAnswer() { _ = state.start() }

  /// Lets time pass while nobody answers; what the clock asks is dropped too.
  func wait(_ seconds: Int) {
    for _ in 0..<seconds { _ = state.reduce(.tick(state.context.now + .seconds(1))) }
  }

  func paste(_ text: String) async { await settle(state.reduce(.input(.paste(text)))) }

  var message: String? { state.message }
  var lines: [String] { state.view().lines }
  /// What lies between the top line, which shows clocks and latencies, and the line of hints.
  var body: [String] { Array(lines.dropFirst().dropLast()) }
  var text: String { lines.joined(separator: "\n") }

  private func settle(_ effects: [Effect]) async {
    var waiting = effects
    var rounds = 0
    while !waiting.isEmpty, rounds < 200 {
      rounds += 1
      let effect = waiting.removeFirst()
      switch effect {
      case .ask(let ticket, let source, let query):
        waiting += state.reduce(.answered(ticket, await answer(source, query), at: state.context.now))
      case .prepare(let work, let place): waiting += state.reduce(.prepared(work.made(), place: place))
      case .write(let serial, let source, let write):
        written.append(write)
        waiting += state.reduce(.written(serial, await made(source, write), at: state.context.now))
      case .rest(let serial): waiting += state.reduce(.rested(serial))
      case .copy(let text): copied.append(text)
      case .quit: quit = true
      case .cancel, .keep, .redraw, .save, .suspend: break
      }
    }
  }

  private func made(_ source: SourceID, _ write: Write) async -> Result<Answer, QueryFailure> {
    if let failure = broken[source] { return .failure(failure) }
    do {
      guard let backend = backends[source] else { throw QueryFailure(.unsupported, "there is no source called \(source)") }
      return .success(try await backend.write(write))
    } catch let failure as QueryFailure {
      return .failure(failure)
    } catch {
      return .failure(QueryFailure(.serverFault, "\(error)"))
    }
  }

  private func answer(_ source: SourceID, _ query: Query) async -> Result<Answer, QueryFailure> {
    asked.append((source, query))
    if let failure = broken[source] { return .failure(failure) }
    if case .runbook(let key) = query {
      return HomelabRunbooks.runbook(key: key).map { .success(Answer(.runbook($0))) }
        ?? .failure(QueryFailure(.notFound, "no runbook is called \(key).md"))
    }
    if case .examination(_, let range) = query {
      return .success(Answer(.checks(await HomelabDoctor(backends: backends, broken: broken).checks(over: range))))
    }
    if withoutExemplars, case .exemplars = query { return .success(Answer(.exemplars([]))) }
    if withoutTraceMetrics, query.isTraceMetrics {
      return .failure(QueryFailure(.serverFault, "error finding generators in Querier.queryRangeRecent: empty ring", status: 500))
    }
    guard let backend = backends[source] else {
      return .failure(QueryFailure(.unsupported, "there is no source called \(source)"))
    }
    do {
      return .success(try await backend.ask(query))
    } catch let failure as QueryFailure {
      return .failure(failure)
    } catch {
      return .failure(QueryFailure(.serverFault, "\(error)"))
    }
  }
}

extension Query {
  fileprivate var isTraceMetrics: Bool {
    switch self {
    case .traceMetricsRange, .traceMetricsInstant: true
    default: false
    }
  }
}

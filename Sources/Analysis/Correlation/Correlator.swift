internal import Telemetry

/// Finds what can be opened from where the cursor stands.
///
/// Pure: it knows the configured sources, not what they hold. Where it cannot know which question
/// has an answer it offers several, the strongest first.
///
/// ```
///            exemplar id, else service and time
///   metrics ───────────────────────────────────▶ traces
///      │ ▲                                        │  ▲
///      │ └────────── tracesToMetrics, ────────────┤  │ derived fields, trace ids
///      │             span metrics                 │  │ in metadata and lines
///      │ labels                                   ▼  │
///      └─────────────────────────────────────────▶ logs
/// ```
public struct Correlator: Sendable {
  var sources: [Source]
  private let renames: [String: String]
  /// The stream label that holds service names, where nothing else was learnt of a source.
  private let logLabel: String
  /// What earlier jumps found out.
  public internal(set) var learnt = LearntTies()
  /// The context each source is of, where several are watched at once.
  var groups: [SourceID: String] = [:]

  /// - Parameters:
  ///   - sources: Every source of the context; their order breaks ties.
  ///   - renames: Job or label value to `service.name`, where names differ between signals.
  ///   - logLabel: The stream label that holds service names, where it is not the one OTel writes.
  public init(sources: [Source], renames: [String: String], logLabel: String = "service_name") {
    self.sources = sources
    self.logLabel = logLabel
    self.renames = renames
  }

  /// What the configuration says goes before what was learnt.
  var names: ServiceNames { ServiceNames(renames: renames.merging(learnt.renames) { said, _ in said }) }

  func logLabel(of source: SourceID) -> String { learnt.logLabels[source] ?? logLabel }

  /// The jumps from `anchor`, strongest first, then why the rest cannot be taken.
  public func jumps(from anchor: Anchor) -> [Result<Jump, Refusal>] {
    groups.isEmpty ? ownJumps(from: anchor) : near(anchor).ownJumps(from: anchor)
  }

  private func ownJumps(from anchor: Anchor) -> [Result<Jump, Refusal>] {
    var jumps: [Jump] = []
    var refusals: [Refusal] = []
    for target in [Signal.traces, .logs, .metrics] where target != anchor.signal {
      do throws(Refusal) {
        jumps += try self.jumps(from: anchor, to: target)
      } catch {
        refusals.append(error)
      }
    }
    refusals.append(Refusal(to: .profile, reason: "no profile source"))
    let ranked = jumps.enumerated().sorted {
      ($0.element.strength, $0.offset) < ($1.element.strength, $1.offset)
    }
    return ranked.map { .success($0.element) } + refusals.map { .failure($0) }
  }

  private func jumps(from anchor: Anchor, to target: Signal) throws(Refusal) -> [Jump] {
    switch (anchor.signal, target) {
    case (.metrics, .traces): try tracesFromMetric(anchor)
    case (.logs, .traces): try tracesFromLog(anchor)
    case (.metrics, .logs): try logsFromMetric(anchor)
    case (.traces, .logs): try logsFromTrace(anchor)
    case (.traces, .metrics): try metricsFromTrace(anchor)
    case (.logs, .metrics): try metricsFromLog(anchor)
    default: throw Refusal(to: target, reason: "nothing leads there from \(anchor.signal.rawValue)")
    }
  }
}

extension Correlator {
  /// The source named `id`. Grafana's uids are case sensitive, people's files are not always.
  func source(named id: SourceID) -> Source? {
    sources.first { $0.id == id }
      ?? sources.first { $0.id.name.lowercased() == id.name.lowercased() }
  }

  /// The source the anchor came from, when it is of `kind`; else all of that kind.
  func origins(of anchor: Anchor, kind: SourceKind) -> [Source] {
    let own = anchor.source.flatMap { source(named: $0) }
    return own.map { $0.kind == kind ? [$0] : [] } ?? sources.filter { $0.kind == kind }
  }

  /// Where to ask: the configured source, else every source of `kind`.
  ///
  /// - Throws: A refusal that names what is missing from the configuration.
  func targets(
    _ kind: SourceKind, for signal: Signal, configured: SourceID? = nil
  ) throws(Refusal) -> [Source] {
    if let configured {
      if let found = source(named: configured), found.kind == kind { return [found] }
      throw Refusal(
        to: signal,
        reason: "the configuration names source \"\(configured)\", which is not a \(kind.rawValue)"
          + " source here")
    }
    let all = sources.filter { $0.kind == kind }
    if all.isEmpty {
      throw Refusal(
        to: signal, reason: "no \(signal.rawValue) source: add a data source of type \(kind.rawValue)")
    }
    return all
  }

  /// Around the moment, or the range on screen when there is none.
  func window(of anchor: Anchor, margin: Duration) -> TimeRange {
    anchor.moment.map { TimeRange(around: $0, margin: margin) } ?? anchor.range
  }
}

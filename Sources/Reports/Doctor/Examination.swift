public import Analysis
public import Telemetry

/// Tries every source, and every tie between sources for real, and says what to change and where.
///
/// ```
/// reachable ─▶ auth, clock, data, features      (each source, all at once)
/// exemplar ─▶ trace ─▶ logs, metrics            (one of each, as a key would lead there)
/// log line ─▶ trace
/// ```
public struct Examination: Sendable {
  public typealias Check = DoctorReport.Check
  public typealias Reply = (result: Result<Answer, QueryFailure>, milliseconds: Int)

  let sources: [Source]
  let correlator: Correlator
  /// What the configuration says of names.
  let renames: [String: String]
  let logLabel: String
  let range: TimeRange
  /// `file:line` of a source's configuration.
  let places: [SourceID: String]
  private(set) var ask: @Sendable (SourceID, Query) async -> Reply
  /// How far a server's clock is ahead of ours, once it has answered; `nil`: it does not tell.
  let skew: @Sendable (SourceID) -> Duration?

  /// - Parameter range: The time looked at; its end is now.
  public init(
    sources: [Source], renames: [String: String] = [:], logLabel: String = "service_name",
    range: TimeRange, places: [SourceID: String] = [:],
    skew: @escaping @Sendable (SourceID) -> Duration? = { _ in nil },
    ask: @escaping @Sendable (SourceID, Query) async -> Reply
  ) {
    self.sources = sources
    self.renames = renames
    self.logLabel = logLabel
    self.range = range
    self.places = places
    self.skew = skew
    self.ask = ask
    correlator = Correlator(sources: sources, renames: renames, logLabel: logLabel)
  }

  /// All checks, source by source, then the ties between them.
  public func checks() async -> [Check] {
    var silent = [SourceID: QueryFailure]()
    let own = await withTaskGroup(of: (Int, [Check], QueryFailure?).self) { group in
      for (index, source) in sources.enumerated() {
        group.addTask {
          let (checks, failure) = await checks(of: source)
          return (index, checks, failure)
        }
      }
      var found = [Int: [Check]]()
      for await (index, checks, failure) in group {
        found[index] = checks
        if let failure { silent[sources[index].id] = failure }
      }
      return sources.indices.flatMap { found[$0] ?? [] }
    }
    let rest = sparing(silent)
    return own + sources.flatMap(ties) + (await rest.journeys()) + (await rest.names())
  }

  /// Whoever does not answer who they are is asked nothing more: each question would wait as long again.
  private func sparing(_ silent: [SourceID: QueryFailure]) -> Examination {
    guard !silent.isEmpty else { return self }
    var other = self
    let ask = ask
    other.ask = { source, query in
      guard let failure = silent[source] else { return await ask(source, query) }
      return (.failure(failure), 0)
    }
    return other
  }

  /// - Returns: The checks, and why the source could not be reached.
  private func checks(of source: Source) async -> ([Check], QueryFailure?) {
    let (result, milliseconds) = await ask(source.id, .identity)
    switch result {
    case .failure(let failure):
      let checks = [
        Check(
          name: "reachable", source: source.id.name, ok: false, detail: failure.message.safe,
          fix: fix(failure, source), milliseconds: milliseconds)
      ]
      return (checks, failure)
    case .success(let answer):
      var detail = "answers"
      if case .identity(let one) = answer.body {
        detail = one.version.isEmpty ? one.product : "\(one.product) \(one.version)"
      }
      let reachable = Check(
        name: "reachable", source: source.id.name, ok: true, detail: detail, milliseconds: milliseconds)
      return ([reachable] + (await sample(source)) + clock(of: source) + (await features(of: source)), nil)
    }
  }

  /// A small question, since a server may be up and hold nothing or let nobody read.
  private func sample(_ source: Source) async -> [Check] {
    let (query, wish) = question(for: source.kind)
    let (result, milliseconds) = await ask(source.id, query)
    var check = Check(
      name: "holds data", source: source.id.name, ok: true, detail: "", milliseconds: milliseconds)
    switch result {
    case .success(let answer):
      let count = answer.count
      check.detail = count == 0 ? "answers, and has no \(wish) in the range" : "\(count) \(wish)"
      return [Check(name: "auth", source: source.id.name, ok: true, detail: "lets us read"), check]
    case .failure(let failure):
      if failure.reason == .unauthorised { check.name = "auth" }
      (check.ok, check.detail, check.fix) = (false, failure.message.safe, fix(failure, source))
      return [check]
    }
  }

  private func question(for kind: SourceKind) -> (Query, String) {
    switch kind {
    case .prometheus: (.metricsInstant(PromQL: "up", at: range.end), "scrape targets")
    case .loki: (.logLabelNames(selector: nil, range: range), "labels")
    case .tempo:
      (.traceSearch(TraceQL: "{}", range: range, limit: 1, spansPerSet: 1), "trace (one asked for)")
    case .alertmanager: (.managedAlerts, "alerts")
    case .grafana: (.rules, "rules")
    case .ntfy: (.notifications(since: "12h"), "messages of the last 12 hours")
    case .gatus: (.probeResults, "series of endpoints")
    }
  }

  /// Servers tell their time in whole seconds.
  private func clock(of source: Source) -> [Check] {
    guard let skew = skew(source.id) else { return [] }
    let seconds = skew.wholeNanoseconds / 1_000_000_000
    let isFine = seconds.magnitude <= 5
    let detail = isFine ? "agrees with ours" : "\(seconds.magnitude) s \(seconds < 0 ? "behind" : "ahead of") ours"
    return [
      Check(
        name: "clock", source: source.id.name, ok: isFine, detail: detail,
        fix: isFine ? nil : "set the clock of that host or of this one (chrony, systemd-timesyncd)")
    ]
  }

  /// Where to change a source's settings: `loki (/etc/grafana/…/ds.yaml:12)`.
  func place(_ source: SourceID) -> String { places[source].map { "\(source) (\($0))" } ?? source.name }

  func fix(_ failure: QueryFailure, _ source: Source) -> String {
    let place = place(source.id)
    if failure.message.lowercased().contains("no org id") {
      return "set jsonData.httpHeaderName1: X-Scope-OrgID and secureJsonData.httpHeaderValue1: TENANT of \(place)"
    }
    switch failure.reason {
    case .unreachable: return "is the server running, and is url of \(place) right as seen from this machine?"
    case .timedOut: return "raise --timeout or jsonData.timeout of \(place), or look at the load of the server"
    case .unauthorised:
      return "set basicAuth, basicAuthUser and secureJsonData.basicAuthPassword, or a header, of \(place)"
    case .notFound: return "is the type of \(place) right? a path prefix belongs into its url"
    case .serverFault: return "the server is up but not well, or still starting: its own log knows why"
    case .undecodable: return "is the type of \(place) right? something else answers there, such as a login page, or cuts answers off"
    case .refused: return "the server is of a version that does not know this question"
    case .tooLarge: return "ask for less: a shorter range"
    case .unsupported, .cancelled: return "check the type of \(place)"
    }
  }
}

extension Answer {
  /// How many things an answer holds, for those an examination asks for.
  var count: Int {
    switch body {
    case .series(let series): series.count
    case .names(let names): names.count
    case .traces(let traces): traces.count
    case .alerts(let alerts): alerts.count
    case .logs(let lines): lines.count
    case .logPatterns(let patterns): patterns.count
    case .exemplars(let exemplars): exemplars.count
    case .rules(let rules): rules.count
    case .notifications(let messages): messages.count
    case .trace(let trace): trace?.spans.count ?? 0
    default: 0
    }
  }
}

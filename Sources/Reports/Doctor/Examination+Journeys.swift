internal import Analysis
internal import Telemetry

/// The ties between signals, taken for real: one exemplar, one trace, one line.
extension Examination {
  func journeys() async -> [Check] {
    guard sources.contains(where: { $0.kind == .tempo }) else { return [] }
    var checks: [Check] = []
    let (fromExemplar, byExemplar) = await exemplarToTrace()
    checks += fromExemplar
    var trace = byExemplar
    if trace == nil { trace = await newestTrace() }
    if let trace, let anchor = Anchor(trace) {
      for target in [Signal.logs, .metrics] { checks.append(await follow(anchor, "trace", to: target)) }
    }
    for source in sources where source.kind == .loki { checks.append(await lineToTrace(source)) }
    return checks
  }

  private func exemplarToTrace() async -> (checks: [Check], trace: Trace?) {
    var checks: [Check] = []
    var found: Trace?
    for source in sources where source.kind == .prometheus {
      let (result, _) = await ask(source.id, .exemplars(PromQL: Self.measured, range: range))
      guard case .success(let answer) = result, case .exemplars(let exemplars) = answer.body else { continue }
      guard let newest = exemplars.filter({ $0.traceID != nil }).max(by: { $0.time < $1.time }) else {
        checks.append(noExemplar(source, exemplars))
        continue
      }
      let anchor = Anchor(
        signal: .metrics, source: source.id, range: range, moment: newest.time, exemplars: [newest])
      let taken = await followed(anchor, "exemplar", to: .traces, only: .identity)
      checks.append(taken.check)
      if case .trace(var trace?)? = taken.answer?.body {
        trace.source = taken.source
        found = trace
      }
    }
    return (checks, found)
  }

  private func noExemplar(_ source: Source, _ exemplars: [Exemplar]) -> Check {
    let names = Set(exemplars.flatMap(\.labels.names)).sorted().prefix(5).joined(separator: ", ")
    return Check(
      name: "exemplar → traces", source: source.id.name, ok: false,
      detail: exemplars.isEmpty ? "no exemplar of any request histogram in the range" : "exemplars have only \(names)",
      fix: exemplars.isEmpty
        ? "let the application or Tempo's metrics generator (send_exemplars: true) write exemplars"
        : "name the label in jsonData.exemplarTraceIdDestinations of \(place(source.id))")
  }

  /// The usual histograms of requests: exemplars of everything would be too many.
  private static let measured =
    #"{__name__=~"traces_spanmetrics_latency_bucket|traces_span_metrics_duration_(milli)?seconds_bucket"#
    + #"|http_server_request_duration_seconds_bucket"}"#

  private func newestTrace() async -> Trace? {
    for source in sources where source.kind == .tempo {
      let search = Query.traceSearch(TraceQL: "{ kind = server }", range: range, limit: 1, spansPerSet: 1)
      guard case .success(let answer) = await ask(source.id, search).result, case .traces(let found) = answer.body,
        let first = found.first,
        case .success(let whole) = await ask(source.id, .trace(first.id, hint: nil)).result,
        case .trace(var trace?) = whole.body
      else { continue }
      trace.source = source.id
      return trace
    }
    return nil
  }

  private func lineToTrace(_ source: Source) async -> Check {
    let text = "{\(logLabel)=~\".+\"}"
    let (result, milliseconds) = await ask(
      source.id, .logs(LogQL: text, range: range, limit: 500, direction: .backward))
    guard case .success(let answer) = result, case .logs(let lines) = answer.body else {
      return Check(
        name: "log → traces", source: source.id.name, ok: false, detail: "no lines could be read",
        fix: result.failure.map { fix($0, source) }, milliseconds: milliseconds)
    }
    let anchors = lines.lazy.map { Anchor($0, source: source.id, query: text) }
    let told = anchors.filter { anchor in
      correlator.jumps(from: anchor).contains { (try? $0.get())?.strength == .identity }
    }
    // A trace is often stored later than its lines: one of the latest proves nothing when it is not there.
    let settled = told.filter { ($0.moment ?? range.end) < range.end - .minutes(1) }
    var tried: Check?
    for anchor in Array((settled.isEmpty ? told : settled).prefix(Self.linesTried)) {
      let check = await followed(anchor, "log", to: .traces, only: .identity).check
      if check.ok { return check }
      tried = check
    }
    guard let tried else {
      return Check(
        name: "log → traces", source: source.id.name, ok: false,
        detail: "none of the latest \(lines.count) lines has a trace id",
        fix: "log trace_id (OTel log appenders do), or find it with jsonData.derivedFields of \(place(source.id))",
        milliseconds: milliseconds)
    }
    return tried
  }

  /// Lines whose traces are looked for before it is said that lines lead to none.
  private static let linesTried = 3

  private func follow(_ anchor: Anchor, _ from: String, to target: Signal) async -> Check {
    await followed(anchor, from, to: target, only: nil).check
  }

  /// Takes jumps in their order, wider ones after those that found nothing, until one finds something.
  private func followed(
    _ anchor: Anchor, _ from: String, to target: Signal, only strength: Jump.Strength?
  ) async -> (check: Check, answer: Answer?, source: SourceID?) {
    let all = correlator.jumps(from: anchor)
    let jumps = all.compactMap { try? $0.get() }
      .filter { $0.to == target && (strength == nil || $0.strength == strength) }
    var check = Check(
      name: "\(from) → \(target.rawValue)", source: (anchor.source ?? jumps.first?.source)?.name ?? "", ok: false,
      detail: "")
    var (tried, unmatched): ([String], Jump?) = ([], nil)
    var silent = Set<SourceID>()
    for jump in jumps where !silent.contains(jump.source) {
      var results = [Result<Answer, QueryFailure>?](repeating: nil, count: jump.questions.count)
      for (index, question) in jump.questions.enumerated() {
        let (result, milliseconds) = await ask(jump.source, question)
        check.milliseconds += milliseconds
        results[index] = result
        if case .found(let found, let answer) = jump.landed(on: results) {
          (check.ok, check.detail) = (true, "\(found.strength.name): \(found.fullReason) (\(found.source))")
          return (check, answer, found.source)
        }
        guard case .failure(let failure) = result else { continue }
        tried.append(failure.message.safe)
        if [.unreachable, .timedOut].contains(failure.reason) {
          silent.insert(jump.source)
          break
        }
      }
      if unmatched == nil, jump.match != nil, results.allSatisfy({ (try? $0?.get()) != nil }) { unmatched = jump }
    }
    check.detail = (await explanation(of: unmatched)) ?? tried.first ?? refusal(all, target) ?? "nothing found"
    let isSilent = !jumps.isEmpty && jumps.allSatisfy { silent.contains($0.source) }
    check.fix = isSilent
      ? "first let \(silent.map(\.name).sorted().joined(separator: " and ")) answer: without it nothing can be said of this tie"
      : advice(anchor, target)
    return (check, nil, nil)
  }

  private func explanation(of unmatched: Jump?) async -> String? {
    guard let unmatched, let question = unmatched.valuesQuestion,
      case .success(let answer) = await ask(unmatched.source, question).result
    else { return nil }
    switch answer.body {
    case .names(let names): return unmatched.mismatch(among: names)
    case .traceTagValues(let values): return unmatched.mismatch(among: values.map(\.value))
    default: return nil
    }
  }

  private func refusal(_ jumps: [Result<Jump, Refusal>], _ target: Signal) -> String? {
    for case .failure(let refusal) in jumps where refusal.to == target { return refusal.reason }
    return nil
  }

  private func advice(_ anchor: Anchor, _ target: Signal) -> String {
    let place = anchor.source.map { self.place($0) } ?? "the trace source"
    switch target {
    case .logs: return "map the tags in jsonData.tracesToLogsV2.tags of \(place), or set services.logLabel or services.rename"
    case .metrics: return "write jsonData.tracesToMetrics.queries of \(place), or set services.rename"
    case .traces, .profile: return "is the trace sampled out, expired, or in another source than its datasourceUid says?"
    }
  }
}

extension Result where Failure == QueryFailure {
  fileprivate var failure: QueryFailure? { if case .failure(let failure) = self { failure } else { nil } }
}

internal import Analysis
public import Canvas
public import Telemetry

/// Every endpoint somebody probes, worst first, and what the probe under the cursor spent its time on.
public struct ProbesPane: Pane {
  /// What came for the probe under the cursor.
  struct Detail: Sendable {
    /// Seconds of each phase over the range.
    var phases: [String: [Sample]] = [:]
    /// The server's own requests about the moment pointed at.
    var traces: [TraceSummary] = []
  }

  var findings: [SourceID: [ProbeReader.Part: [Series]]] = [:]
  /// Every probe, worst first, and those that the filter leaves.
  var all: [ProbeRow] = []
  var rows: [ProbeRow] = []
  var detail = Detail()
  /// Whose detail was asked for.
  var detailed: ProbeRow?
  /// The moment looked at; `nil`: the last probe.
  var moment: Instant?
  var scroll = ScrollPosition()
  var prompt = FilterPrompt()
  var onlyTrouble = false
  var sortsByName = false
  /// The target to put the cursor on once it is known.
  private var wanted: String?

  /// - Parameter target: Where the cursor begins; the worst when it is `nil` or not found.
  public init(selecting target: String? = nil) { wanted = target }

  public var kind: PaneKind { .probes }
  public var title: String { "probes" }
  public var isTyping: Bool { prompt.isEditing }
  public var typingHints: [(keys: [Key], text: String)]? { FilterPrompt.typingHints }

  // MARK: Asking

  public func questions(in context: Context) -> [Question] {
    let (range, step) = (context.range, step(in: context))
    return context.sources(of: .prometheus).flatMap { source in
      ProbeReader.Part.allCases.map { part in
        Question(
          Slot("probes.\(part.rawValue)"), source, ProbeReader.query(part, over: range, step: step),
          goodFor: Self.goodFor(part))
      }
    } + context.sources(of: .gatus).map { Question("probes.results", $0, .probeResults) }
      + (current.map { detailQuestions(of: $0, in: context) } ?? [])
  }

  /// An average over a month moves slowly and costs the server much.
  private static func goodFor(_ part: ProbeReader.Part) -> Duration? {
    switch part {
    case .now, .history: nil
    case .hour: .minutes(1)
    case .day: .minutes(10)
    case .week, .month: .minutes(30)
    }
  }

  /// Enough points for a heartbeat strip on a wide screen, and no more.
  func step(in context: Context) -> Duration {
    .seconds(
      max(
        context.scrapeInterval.wholeNanoseconds / 1_000_000_000,
        context.range.duration.wholeNanoseconds / 1_000_000_000 / 60))
  }

  func detailQuestions(of row: ProbeRow, in context: Context) -> [Question] {
    var questions = [Question]()
    let (range, step) = (context.range, step(in: context))
    if let source = row.probe.source, let query = ProbeReader.phases(of: row.probe, over: range, step: step) {
      questions.append(Question("phases", source, query))
    }
    if let service = row.probe.service {
      let around = TimeRange(around: moment ?? range.end, margin: .minutes(1))
      let text = "{ resource.service.name = \"\(Labels.escaped(service))\" && kind = server }"
      questions += context.sources(of: .tempo).map {
        Question("spans", $0, .traceSearch(TraceQL: text, range: around, limit: 20, spansPerSet: 1))
      }
    }
    return questions
  }

  public func explanation(of question: Question, in context: Context) -> String? {
    switch question.slot.name {
    case "probes.now": "everything known of the last probe of every target"
    case "probes.history": "success and duration of every target over the range"
    case "probes.results": "the latest results as Gatus itself has them"
    case "phases": "the phases of the probe under the cursor"
    case "spans": "what the probed service itself says of the same moment"
    default: question.slot.name.hasPrefix("probes.") ? "availability of every target" : nil
    }
  }

  // MARK: Answers

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    switch (question.slot.name, answer.body) {
    case ("phases", .series(let series)):
      detail.phases = Dictionary(series.compactMap { one in one.labels["phase"].map { ($0, one.samples) } }) {
        a, _ in a
      }
    case ("spans", .traces(let traces)):
      detail.traces = traces.sorted { $0.durationNanoseconds > $1.durationNanoseconds }
    case ("probes.results", .series(let series)):
      findings[question.source] = ProbeReader.parts(ofResults: series, at: context.now)
      arrange(at: context.now, in: context)
      return followCursor(in: context, atRest: false)
    case (let name, .series(let series)):
      guard let part = ProbeReader.Part(rawValue: String(name.dropFirst("probes.".count))) else { return [] }
      findings[question.source, default: [:]][part] = series
      arrange(at: context.now, in: context)
      return followCursor(in: context, atRest: false)
    default: break
    }
    return []
  }

  /// Merges what all servers told; the cursor stays on its probe.
  mutating func arrange(at now: Instant, in context: Context) {
    let found = findings.sorted { $0.key < $1.key }
      .flatMap { ProbeReader.probes(from: $1, source: $0, at: now) }
    // Those of one source are in order already.
    let ordered = findings.count == 1 ? found : ProbeStatus.worstFirst(found, at: now)
    all = ordered.map { ProbeRow($0, at: now) }
    narrow(in: context)
  }

  /// The rows that filter and order leave.
  mutating func narrow(in context: Context) {
    let old = current
    let words = prompt.text.lowercased().split(whereSeparator: \.isWhitespace)
    rows = all.filter { row in
      (!onlyTrouble || row.state.isTrouble) && words.allSatisfy { row.searchable.contains($0) }
    }
    if sortsByName { rows.sort { ProbeStatus.precedes($0.probe, $1.probe) } }
    var place = old.flatMap { old in rows.firstIndex { $0.isSame(as: old) } }
    if let target = wanted, let found = rows.firstIndex(where: { $0.probe.target == target }) {
      (place, wanted) = (found, nil)
    }
    scroll.move(to: place ?? scroll.cursor, count: rows.count, height: height(in: context))
  }

  /// Asks for the detail of the probe the cursor came to.
  mutating func followCursor(in context: Context, atRest: Bool) -> [Request] {
    guard let row = current else { return [] }
    if let detailed, detailed.isSame(as: row) { return [] }
    detailed = row
    detail = Detail()
    moment = nil
    let questions = detailQuestions(of: row, in: context)
    return atRest ? [.askAtRest(questions, instead: ["phases", "spans"])] : questions.map(Request.ask)
  }

  var current: ProbeRow? { rows.indices.contains(scroll.cursor) ? rows[scroll.cursor] : nil }

  func height(in context: Context) -> Int { ProbesLayout(FrameLayout(context.size).body).rows }

  /// The phases at the moment looked at, and whether the probe was up then.
  func look(at row: ProbeRow) -> (phases: ProbePhases, isUp: Bool?, duration: Double) {
    guard let moment else { return (ProbePhases(row.probe.phases), row.probe.isUp, row.probe.duration) }
    let phases = detail.phases.compactMapValues { $0.value(at: moment) }
    let beat = row.probe.beats.value(at: moment)
    return (ProbePhases(phases), beat.map { $0 == 1 }, row.probe.history.value(at: moment) ?? .nan)
  }
}

extension [Sample] {
  /// The last value up to a moment; samples ascend by time.
  func value(at moment: Instant) -> Double? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].time <= moment { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? self[low - 1].value : nil
  }
}

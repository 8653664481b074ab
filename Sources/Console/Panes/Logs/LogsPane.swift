public import Analysis
internal import Canvas
internal import Languages
public import Telemetry

/// Log lines of a LogQL query, oldest first, with their volume by level and the fields of one line.
public struct LogsPane: Pane {
  /// Lines asked for at a time: Loki drops answers beyond 4 MiB, so pages stay small.
  static let limit = 1000

  var prompt: QueryPrompt
  var query: String
  let source: SourceID?
  var landing: Landing?
  /// The line the cursor begins on, when it is known which one: what `c` looks around.
  var landingLine: LogLine?
  var bySource: [SourceID: [LogLine]] = [:]
  /// Merged over the sources, ascending in time.
  var lines: [LogLine] = []
  var volume: [SourceID: [Series]] = [:]
  var scroll = ScrollPosition()
  var wraps = false
  var follows = false
  /// Lines below this level are not asked for.
  var minimumLevel = LogLevel.unknown
  /// The field of the line that `+` and `-` act on; `nil` while the lines have the keyboard.
  var field: Int?
  var search: TextField?
  var pattern = ""

  public init(query: String, source: SourceID? = nil, landing: Landing? = nil) {
    self.query = query
    self.source = source
    self.landing = landing
    prompt = QueryPrompt(.logQL, text: query)
  }

  /// All services, or the focused one.
  public static func reading(focus: String?) -> LogsPane {
    LogsPane(query: focus.map { "{service_name=\"\(Labels.escaped($0))\"}" } ?? "{service_name=~\".+\"}")
  }

  public var kind: PaneKind { .logs }
  /// `logs nas`: whose logs, for the trail.
  public var title: String {
    let matchers = (try? LogQL.parse(query))?.logQueries.first?.matchers ?? []
    let named = matchers.first { $0.name == "service_name" } ?? matchers.first
    guard let named, named.value != ".+" else { return "logs" }
    return "logs \(named.op == .equal || named.op == .matches ? "" : named.op.rawValue)\(named.value)".fitted(to: 24)
  }
  public var refreshEvery: Duration? { follows ? .seconds(2) : nil }

  /// The query as sent: the minimum level is filtered by the server.
  var sentQuery: String {
    let names = LogLevel.allCases.filter { $0 >= minimumLevel && $0 != .unknown }.map(\.name)
    guard minimumLevel != .unknown else { return query }
    let pattern = (names + (minimumLevel <= .warn ? ["warning"] : []) + ["fatal"]).joined(separator: "|")
    return "\(query) | detected_level=~\"\(pattern)\""
  }

  var isMetricQuery: Bool { (try? LogQL.parse(query))?.isMetric ?? false }

  public func questions(in context: Context) -> [Question] {
    let asked = source.map { [$0] } ?? context.sources(of: .loki)
    let step = volumeStep(in: context)
    if isMetricQuery {
      return asked.map { Question(.main, $0, .logMetricRange(LogQL: query, range: context.range, step: step)) }
    }
    let read = Query.logs(LogQL: sentQuery, range: context.range, limit: Self.limit, direction: .backward)
    let seconds = max(1, step.wholeNanoseconds / 1_000_000_000)
    let count = Query.logMetricRange(
      LogQL: "sum by (detected_level) (count_over_time(\(sentQuery) [\(seconds)s]))", range: context.range, step: step)
    return asked.flatMap { [Question(.main, $0, read), Question("volume", $0, count)] }
  }

  func volumeStep(in context: Context) -> Duration {
    let columns = Int64(max(20, min(120, context.size.width / 2)))
    return .seconds(max(1, context.range.duration.wholeNanoseconds / 1_000_000_000 / columns))
  }

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    switch answer.body {
    case .logs(let found):
      bySource[question.source] = found
      arrange(in: context)
    case .series(let series): volume[question.source] = series
    default: break
    }
    return []
  }

  private mutating func arrange(in context: Context) {
    let kept = lines.isEmpty || follows ? nil : current
    let merged = bySource.keys.sorted().flatMap { bySource[$0] ?? [] }
    lines = merged.enumerated()
      .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    let index = kept.flatMap { line in lines.firstIndex { $0.isSameEntry(as: line) } } ?? firstIndexToShow()
    scroll.move(to: index, count: lines.count, height: listHeight(in: context))
  }

  /// After a jump the line that explains: of the lines that tell of trouble the one nearest to where
  /// the jump came from, for a cause is told before its consequences. Otherwise the newest.
  private mutating func firstIndexToShow() -> Int {
    guard !lines.isEmpty else { return 0 }
    if let wanted = landingLine, let index = lines.firstIndex(where: { $0.isSameEntry(as: wanted) }) {
      landingLine = nil
      return index
    }
    guard let landing else { return lines.count - 1 }
    self.landing = nil
    let troubled = lines.indices.filter { lines[$0].level >= .warn }
    let candidates = troubled.isEmpty ? Array(lines.indices) : troubled
    guard let moment = landing.moment else {
      return candidates.max { (lines[$0].level, $1) < (lines[$1].level, $0) } ?? 0
    }
    return candidates.min { distance(of: $0, from: moment) < distance(of: $1, from: moment) } ?? 0
  }

  private func distance(of index: Int, from moment: Instant) -> UInt64 {
    lines[index].time.nanoseconds.subtractingReportingOverflow(moment.nanoseconds).partialValue.magnitude
  }

  var current: LogLine? { lines.indices.contains(scroll.cursor) ? lines[scroll.cursor] : nil }

  func listHeight(in context: Context) -> Int {
    LogsLayout(FrameLayout(context.size).body, promptHeight: prompt.height).list.height
  }

  public func anchor(in context: Context) -> Anchor? {
    guard let line = current else { return nil }
    let labels = line.labels.merging(line.metadata).merging(line.parsed)
    return Anchor(
      signal: .logs, source: line.source ?? source, query: query, labels: labels,
      service: line.service.isEmpty ? context.focus : line.service, range: context.range,
      moment: line.time, traceID: TraceIDNames.traceID(in: labels),
      spanID: TraceIDNames.spanID(in: labels), line: line.line)
  }

  public func hints(in context: Context) -> [Command] {
    [.jumpToTraces, .nextTrouble, .minimumLevel, .nextPart, .follow, .wrap, .around, .editQuery]
  }

  public var isTyping: Bool { prompt.isEditing || search != nil }
}

extension LogLine {
  /// The level the server stated, else guessed from the text.
  var level: LogLevel {
    let stated = statedLevel
    return stated == .unknown ? LevelGuess.level(of: line) : stated
  }

  /// The same entry, whichever labels the query added to it.
  func isSameEntry(as other: LogLine) -> Bool { time == other.time && line == other.line }

  /// Whether `level` is a guess, which the screen marks.
  var levelIsGuessed: Bool { statedLevel == .unknown }
}

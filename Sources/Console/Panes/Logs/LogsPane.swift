public import Analysis
public import Canvas
internal import Languages
public import Telemetry

/// Log lines of a LogQL query, oldest first, with their volume by level and the fields of one line.
public struct LogsPane: Pane {
  /// Lines asked for at a time: Loki drops answers beyond 4 MiB, so pages stay small.
  static let limit = 1000

  /// What has the keyboard.
  enum Part: Hashable, Sendable {
    case lines
    /// A field of the line under the cursor, which `+` and `-` act on.
    case line(Int)
    /// All fields of the query.
    case fields
    case patterns
  }

  var prompt: QueryPrompt
  var query: String
  let source: SourceID?
  /// Where the cursor begins; `nil` once it is there.
  var arrival: LogArrival?
  var reading: LogReading?
  /// First pages that came while others are still awaited.
  var arrivals: FirstPages?
  /// Newer lines being read again that went to make room for older ones.
  var newer: NewerReading?
  var list = LogList()
  var following: LogFollowing?
  /// What metric queries answered, and the volume.
  var chart = SeriesChart(whole: "all lines")
  var volume: LogVolume?
  var volumeSubject = VolumeSubject.level
  /// The span of the volume being selected.
  var selection: SpanSelection?
  var wraps = false
  /// The query whose first page is more than comes through, and how many lines of it do.
  var lessOf: (text: String, limits: [SourceID: Int])?
  /// Lines below this level are not asked for.
  var minimumLevel = LogLevel.unknown
  /// What the cursor of a split's other half rests on.
  var attention: LogAttention?
  var part = Part.lines
  var typing: LogTyping?
  var form: LogForm?
  /// Fields that stand between the service and the text.
  var columns: [LogColumn] = []
  /// When it was asked what the query reads.
  var statsAsked: Instant?
  var fields: FieldsPanel?
  var patterns: PatternsPanel?
  /// Whether the cursor goes to the first match once that is known.
  var isFinding = false
  /// When a part of a search was last given away.
  var searchedSince: Instant?
  /// Whether older pages are asked for wherever the cursor is, until the range is loaded.
  var loadsAll = false

  public init(query: String, source: SourceID? = nil, landing: Landing? = nil) {
    self.query = query
    self.source = source
    arrival = landing.map(LogArrival.explaining)
    prompt = QueryPrompt(.logQL, text: query)
  }

  /// All services, or the focused one.
  public static func reading(focus: String?) -> LogsPane {
    LogsPane(query: focus.map { "{service_name=\"\(Labels.escaped($0))\"}" } ?? "{service_name=~\".+\"}")
  }

  public var kind: PaneKind { .logs }
  /// `logs nas`, `logs 6 services`: whose logs, for the trail.
  public var title: String {
    let matchers = (try? LogQL.parse(query))?.logQueries.first?.matchers ?? []
    let named = matchers.first { $0.name == "service_name" } ?? matchers.first
    guard let named, named.value != ".+" else { return "logs" }
    let names = named.op == .matches ? named.value.split(separator: "|").count : 1
    if names > 1, named.name == "service_name" { return "logs \(names) services" }
    return "logs \(named.op == .equal || named.op == .matches ? "" : named.op.rawValue)\(named.value)".fitted(
      to: 24)
  }
  /// Whether new lines are shown as they come.
  var follows: Bool { following.map { !$0.isPaused } ?? false }

  /// The field of the line that has the keyboard.
  var field: Int? { if case .line(let index) = part { index } else { nil } }

  /// What is searched for in the loaded lines.
  var pattern: String { list.matches.map { ($0.search.mode == .regex ? "~" : "") + $0.search.text } ?? "" }

  /// The query as sent: the minimum level is filtered by the server.
  var sentQuery: String { (try? LogQL.minimumLevel(minimumLevel, in: query)) ?? query }

  var isMetricQuery: Bool { (try? LogQL.parse(query))?.isMetric ?? false }

  func asked(in context: Context) -> [SourceID] { source.map { [$0] } ?? context.sources(of: .loki) }

  public func questions(in context: Context) -> [Question] {
    if isMetricQuery {
      let step = SeriesChart.step(in: context)
      return asked(in: context).map {
        Question(.main, $0, .logMetricRange(LogQL: query, range: context.range, step: step))
      }
    }
    let further = reading.map { reading in
      reading.out.map { Question("older", $0.key, $0.value.query(reading.text)) }
        + (newer?.out ?? [:]).map { Question("newer", $0.key, $0.value.query(reading.text)) }
        + (following?.out ?? [:]).map { Question("new", $0.key, $0.value.query(reading.text)) }
    }
    return asked(in: context).flatMap { source in
      [firstQuestion(source, in: context)].compactMap { $0 }
        + (volumeQuestion(in: context).map { [Question("volume", source, $0.query)] } ?? [])
    } + (further ?? []).sorted { $0.source < $1.source } + panelQuestions(in: context)
  }

  /// The newest lines. Those that began with less than a page are read on, not asked for anew.
  private func firstQuestion(_ source: SourceID, in context: Context) -> Question? {
    let less = lessOf?.text == sentQuery ? lessOf?.limits[source] : nil
    if less != nil, isHeld { return nil }
    let page = LogPage(range: context.range, limit: less ?? Self.limit, direction: .backward)
    return Question(.main, source, page.query(sentQuery), goodFor: isHeld ? .days(1) : nil)
  }

  /// Lines that are being read stand still: the clock does not ask for others in their place.
  private var isHeld: Bool {
    following != nil || reading?.hasGoneOn == true || list.isWorkedOn
      || (list.last.map { list.cursor < $0 } ?? false)
  }

  /// The line under the cursor, whole: it may be megabytes long.
  var current: LogLine? { list.cursorIndex.map { list.buffer.line(at: $0) } }

  /// The line under the cursor with no more of its text than a screen shows.
  var glimpse: LogLine? { list.cursorIndex.map { list.buffer.line(at: $0, textPrefix: 1 << 14) } }

  func listArea(in context: Context) -> Rect {
    LogsLayout(FrameLayout(context.size).body, promptHeight: prompt.height).list
  }

  public func anchor(in context: Context) -> Anchor? {
    guard let line = current else { return chartAnchor(in: context) }
    let labels = line.labels.merging(line.metadata).merging(line.parsed)
    return Anchor(
      signal: .logs, source: line.source ?? source, query: query, labels: labels,
      service: line.service.isEmpty ? context.focus : line.service, range: context.range,
      moment: line.time, traceID: TraceIDNames.traceID(in: labels),
      spanID: TraceIDNames.spanID(in: labels), line: line.line)
  }

  private func chartAnchor(in context: Context) -> Anchor? {
    guard isMetricQuery, let chosen = chart.chosen else { return nil }
    return Anchor(
      signal: .logs, source: chosen.source, query: query, labels: chosen.series.labels,
      service: chosen.series.labels.serviceName ?? context.focus, range: context.range,
      moment: context.crosshair.flatMap { context.range.contains($0) ? $0 : nil } ?? context.range.end)
  }

  public func hints(in context: Context) -> [Command] {
    guard !isMetricQuery else {
      return [.open, .left, .editQuery, .buildQuery, .zoomOut, .earlier, .jumpToTraces, .jumpToMetrics]
    }
    if part == .fields || part == .patterns { return [.open, .include, .exclude, .cancel, .jumpToTraces] }
    guard !list.isEmpty else { return [.editQuery, .buildQuery, .zoomOut, .earlier, .minimumLevel, .follow] }
    return [
      .jumpToTraces, .nextTrouble, .minimumLevel, .nextPart, .follow, .toggle, .logFields, .logPatterns,
      .selectSpan, .wrap, .around, .search, .goToTime, .loadAll, .chooseColumns, .export, .editQuery,
      .buildQuery,
    ]
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .follow: following == nil ? "follow" : follows ? "pause" : "go on"
    case .open where selection != nil: "narrow to it"
    case .open where isMetricQuery: "its lines"
    case .open where part == .fields: "values"
    case .open where part == .patterns: "its lines"
    case .loadAll: loadsAll ? "stop loading" : nil
    case .nextPart: part == .lines ? "its fields" : "lines"
    case .include: "only this"
    case .exclude: "without this"
    default: nil
    }
  }

  public var isTyping: Bool { prompt.isEditing || typing != nil || form != nil }
  public var typingHints: [(keys: [Key], text: String)]? { form?.hints ?? typing?.hints }
}

extension LogLine {
  /// The same entry, whichever labels the query added to it.
  func isSameEntry(as other: LogLine) -> Bool { time == other.time && line == other.line }
}

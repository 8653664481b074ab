internal import Analysis
public import Canvas
internal import Telemetry

struct LogsLayout {
  let prompt: Rect
  let volume: Rect
  let list: Rect
  let fields: Rect

  init(_ area: Rect, promptHeight: Int) {
    let (top, rest) = area.split(top: promptHeight)
    prompt = top
    let (chart, below) = rest.split(top: rest.height >= 30 ? 6 : rest.height >= 16 ? 4 : 0)
    volume = chart
    let (lines, bottom) = below.split(bottom: min(8, max(4, below.height / 4)))
    list = lines
    fields = bottom
  }
}

extension LogsPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let layout = LogsLayout(area, promptHeight: prompt.height)
    prompt.draw(in: layout.prompt, on: &surface, note: note(view))
    if let form {
      form.draw(in: area.inset(top: prompt.height), on: &surface)
      return
    }
    if isMetricQuery {
      chart.draw(in: area.inset(top: prompt.height), on: &surface, view)
      return
    }
    drawVolume(in: layout.volume, on: &surface, view)
    let below = Rect(
      layout.list.minX, layout.list.minY, layout.list.width, layout.list.height + layout.fields.height)
    switch part {
    case .fields: drawFieldsPanel(in: below, on: &surface, view)
    case .patterns: drawPatternsPanel(in: below, on: &surface, view)
    default:
      drawList(in: layout.list, on: &surface, view)
      drawFields(in: layout.fields, on: &surface, view)
    }
  }

  private func drawList(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard list.isEmpty else {
      return LogRows(self, view.context, width: area.width).draw(in: area, on: &surface)
    }
    let left = minimumLevel == .unknown ? "" : "lines whose level Loki does not know are left out: "
    let hint = "\(left)} doubles the range, V lowers the level, i edits the query"
    SlotNotice(view, slot: .main, hint: hint).draw(in: area.inset(left: 1), on: &surface)
  }

  /// What the lines are, at the right of the prompt: filter, following, how many of how many.
  private func note(_ view: ViewContext) -> [TextRun] {
    if let badge = SlotNotice.badge(view, slot: .main) { return [badge] }
    if let (source, stop) = reading?.stop(at: view.context.now) {
      return [TextRun("\(source) ✗: \(stop.reason); r reads anew", Style(.error))]
    }
    var parts = [String]()
    if minimumLevel != .unknown { parts.append("≥ \(minimumLevel.name)") }
    if let following { parts.append(Self.text(following, at: view.context.now)) }
    if !list.isEmpty { parts.append(countText) }
    let isTroubled = following?.trouble != nil
    return [TextRun(parts.joined(separator: " · "), isTroubled ? Style(.warning) : .muted)]
  }

  private static func text(_ following: LogFollowing, at now: Instant) -> String {
    if let (source, failure, since) = following.trouble {
      return "\(source) ✗ for \(TimeLabel.compact(now - since)): \(failure.message)"
    }
    guard following.isPaused else {
      return "live \(Unit.none.text(following.rate(at: now))) lines/s"
    }
    let dropped = following.dropped > 0 ? ", \(following.dropped) dropped" : ""
    return "paused, \(following.heldCount) new\(dropped)"
  }

  /// `3,000 of the newest lines` until all of the range are loaded.
  private var countText: String {
    let count = list.buffer.count
    // What goes while lines are followed is gone; what went while somebody read comes again on the way back.
    let dropped = following == nil ? 0 : list.buffer.droppedOlder
    let kept = dropped > 0 ? ", \(dropped) dropped" : ""
    if list.lacksNewer {
      let isAsked = newer?.out.isEmpty == false
      return "\(count) lines, \(list.missingNewer) newer ones let go\(isAsked ? " …" : "")"
    }
    if loadsAll, let reading { return loadingText(reading) + kept }
    guard let reading, !reading.isComplete else { return (count == 1 ? "1 line" : "\(count) lines") + kept }
    return "newest \(count) lines\(reading.out.isEmpty ? "" : " …")" + kept
  }

  private func drawFields(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let line = glimpse
    let keys = field == nil ? "fields (Tab)" : "fields: + only - without * exists o column a volume Tab back"
    let trace = line.flatMap(traceID).map { " · trace \($0.short) ↵ opens" } ?? ""
    let title = typing == nil ? keys + trace : ""
    var frame = Frame(
      title, isFocused: field != nil || typing != nil, kind: .rule, glyphs: view.context.glyphs)
    if typing == nil { frame.trailing = searchNote + heightNote(view.context) }
    let inner = frame.draw(in: area, on: &surface)
    if let typing {
      surface.fill(area.row(0), with: Cell(" ", .text))
      typing.draw(in: area.row(0).inset(left: 1), on: &surface)
    }
    guard let line else { return }
    LogFields(line).draw(in: inner, on: &surface, chosen: field)
  }

  /// Which rows of an entry are seen that is taller than the screen.
  private func heightNote(_ context: Context) -> [TextRun] {
    let area = listArea(in: context)
    guard list.top == list.cursor, area.height > 0 else { return [] }
    let count = LogRows(self, context, width: area.width).rows(at: list.cursor).count
    guard count > area.height else { return [] }
    let last = min(count, list.skipped + area.height)
    return [TextRun(" rows \(list.skipped + 1)-\(last) of \(count)", .muted)]
  }

  /// A search runs on what is loaded, and says so.
  private var searchNote: [TextRun] {
    guard let matches = list.matches else { return [] }
    let number = matches.number(of: list.cursor).map { "\($0) of " } ?? ""
    let left = matches.remaining(in: list.buffer)
    let scope = left == 0 ? "in loaded lines only" : "so far, \(left) lines not searched yet"
    let text = "/\(pattern.fitted(to: 16))  \(number)\(matches.lines.count) \(scope)"
    return [TextRun(text, Style(.match))]
  }

  /// The trace a line belongs to, from its metadata or its text.
  func traceID(of line: LogLine) -> TraceID? {
    TraceIDNames.traceID(in: line.labels.merging(line.metadata).merging(line.parsed))
      ?? TraceReference.first(in: String(line.line.prefix(4000)))?.trace
  }

  public func cursor(in area: Rect, _ view: ViewContext) -> Point? {
    let layout = LogsLayout(area, promptHeight: prompt.height)
    if let form { return form.cursor(in: area.inset(top: prompt.height)) }
    if let typing {
      var scratch = Surface(Size(layout.fields.maxX, layout.fields.maxY))
      return typing.draw(in: layout.fields.row(0).inset(left: 1), on: &scratch)
    }
    return prompt.cursor(in: layout.prompt)
  }
}

extension LogLevel {
  var role: Role {
    switch self {
    case .critical: .critical
    case .error: .error
    case .warn: .warning
    case .info: .good
    case .debug, .trace, .unknown: .muted
    }
  }

  /// A sign of its own for every level, so that colour is not needed.
  var sign: String {
    switch self {
    case .critical, .error: "✗"
    case .warn: "▲"
    case .info: "●"
    case .debug, .trace: "·"
    case .unknown: " "
    }
  }
}

internal import Analysis
internal import Canvas
internal import Telemetry

/// A silence being written: what it matches, how long, why and by whom. Before it is sent it says what
/// it will keep quiet, and waits to be told once more.
struct SilenceForm: Sendable {
  enum Field: Int, CaseIterable, Sendable {
    case matchers, duration, comment, author
    /// Which Alertmanager; there only where several would do.
    case manager

    var label: String {
      switch self {
      case .matchers: "match"
      case .duration: "for"
      case .comment: "why"
      case .author: "by"
      case .manager: "at"
      }
    }
  }

  enum Outcome: Equatable {
    case editing, closed
    case send(SilenceDraft)
    case unused
  }

  /// The Alertmanagers that would do: those that have the alert.
  let managers: [SourceID]
  /// The place of the chosen one among them; one past the last: all of them.
  private(set) var choice = 0
  /// The silence that is changed; `nil` for a new one.
  let id: String?
  private(set) var fields: [Field: TextField]
  private(set) var focus: Field
  private(set) var isConfirming = false
  /// What the matchers match of the alerts loaded; worked out when they change.
  private(set) var matched: [Alert] = []
  private let alerts: [Alert]

  /// - Parameters:
  ///   - managers: At least one; the first is chosen.
  ///   - alerts: Those loaded, which the form says it will match.
  ///   - duration: From now on, as people type it.
  init(
    managers: [SourceID], id: String? = nil, matchers: [Silence.Matcher], duration: String, comment: String = "",
    author: String, alerts: [Alert]
  ) {
    self.managers = managers
    self.id = id
    self.alerts = alerts
    fields = [
      .matchers: TextField(SilenceMatcherText.text(of: matchers)), .duration: TextField(duration),
      .comment: TextField(comment), .author: TextField(author),
    ]
    focus = comment.isEmpty ? .comment : .duration
    match()
  }

  /// The Alertmanagers it is sent to.
  var chosen: [SourceID] { managers.indices.contains(choice) ? [managers[choice]] : managers }

  private var shown: [Field] { Field.allCases.filter { $0 != .manager || managers.count > 1 } }

  mutating func press(_ key: Key, now: Instant) -> Outcome {
    if isConfirming { return confirm(key, now: now) }
    switch key {
    case .escape: return .closed
    case .enter:
      if case .success = draft(at: now) { isConfirming = true }
      return .editing
    case .tab, .down: move(by: 1)
    case .backTab, .up: move(by: -1)
    case .left where focus == .manager: choose(by: -1)
    case .right where focus == .manager, .character(" ") where focus == .manager: choose(by: 1)
    default:
      guard fields[focus]?.handle(key) == true else { return .unused }
      if focus == .matchers { match() }
    }
    return .editing
  }

  mutating func insert(_ text: String) {
    guard !isConfirming else { return }
    fields[focus]?.insert(text)
    if focus == .matchers { match() }
  }

  private mutating func confirm(_ key: Key, now: Instant) -> Outcome {
    switch key {
    case .enter:
      if case .success(let draft) = draft(at: now) { return .send(draft) }
      isConfirming = false
    case .escape, .backspace: isConfirming = false
    default: break
    }
    return .editing
  }

  private mutating func move(by step: Int) {
    let all = shown
    focus = all[(focus.rawValue + step + all.count) % all.count]
  }

  private mutating func choose(by step: Int) {
    let count = managers.count + 1
    choice = (choice + step + count) % count
  }

  private mutating func match() {
    guard case .success(let matchers) = SilenceMatcherText.matchers(in: text(.matchers)) else {
      matched = []
      return
    }
    matched = SilenceMatching(matchers).matched(among: alerts)
  }

  func text(_ field: Field) -> String { fields[field]?.text ?? "" }

  /// The silence as it would be sent now, or what is still wrong.
  func draft(at now: Instant) -> Result<SilenceDraft, SilenceMatcherText.Complaint> {
    func complain(_ words: String) -> Result<SilenceDraft, SilenceMatcherText.Complaint> {
      .failure(SilenceMatcherText.Complaint(words: words))
    }
    switch SilenceMatcherText.matchers(in: text(.matchers)) {
    case .failure(let complaint): return .failure(complaint)
    case .success(let matchers):
      guard let duration = TimeText.duration(text(.duration)), duration > .zero, duration <= .days(366) else {
        return complain("for: expected a duration up to a year, such as 2h or 1d12h")
      }
      guard text(.comment).contains(where: { !$0.isWhitespace }) else {
        return complain("why: whoever finds this silence wants to know")
      }
      guard text(.author).contains(where: { !$0.isWhitespace }) else {
        return complain("by: say who silences")
      }
      return .success(
        SilenceDraft(
          id: id, matchers: matchers, start: now, end: now + duration, createdBy: text(.author),
          comment: text(.comment)))
    }
  }

  var hints: [(keys: [Key], text: String)] {
    if isConfirming {
      return [([.enter], id == nil ? "silence them" : "change it"), ([.escape], "back to the form")]
    }
    let change: [(keys: [Key], text: String)] = focus == .manager ? [([.left, .right], "another Alertmanager")] : []
    return [([.enter], "go on")] + change + [([.tab], "next field"), ([.escape], "leave it")]
  }

  // MARK: Drawing

  func draw(in area: Rect, on surface: inout Surface, _ context: Context) {
    let title = "\(id == nil ? "new silence" : "change the silence") at \(managerText)"
    let inner = Frame(title, isFocused: true, kind: .rule, glyphs: context.glyphs).draw(
      in: area, on: &surface
    )
    .inset(left: 1, right: 1)
    for field in shown {
      let row = inner.row(field.rawValue)
      let isOpen = field == focus && !isConfirming
      let x = surface.put(
        (field.label + ":").padded(to: 7), at: row.origin, Style(isOpen ? .focus : .muted, bold: isOpen),
        in: row)
      if field == .manager {
        let text = "‹ \(managerText) ›  \(choice + 1) of \(managers.count + 1)"
        surface.put(text.fitted(to: max(0, row.maxX - x)), at: Point(x, row.minY), isOpen ? .text : .muted, in: row)
      }
      fields[field]?.draw(in: Rect(x, row.minY, max(0, row.maxX - x), 1), on: &surface) { _ in
        isOpen ? .text : .muted
      }
    }
    var y = inner.minY + shown.count
    for run in words(at: context.now, context) {
      for line in Paragraph(run.text).lines(width: inner.width, limit: max(0, inner.maxY - y))
      where y < inner.maxY {
        surface.put(line, at: Point(inner.minX, y), run.style, in: inner)
        y += 1
      }
    }
  }

  /// `am`, or `am and edge-am`.
  private var managerText: String {
    let names = chosen.map(\.name)
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  private func words(at now: Instant, _ context: Context) -> [TextRun] {
    var runs = [TextRun]()
    let summary = SilenceRow.summary(of: matched, among: alerts.count)
    switch draft(at: now) {
    case .failure(let complaint): runs.append(TextRun("✗ " + complaint.words, Style(.error)))
    case .success(let draft):
      let until = context.zone.dateAndMinute(draft.end)
      runs.append(TextRun("matches \(summary)", matched.isEmpty ? Style(.warning) : .text))
      runs.append(TextRun("until \(until) \(context.zone.name(draft.end))", .muted))
      if isConfirming {
        let word = id == nil ? "Silence them?" : "Change it?"
        runs.append(TextRun("\(word) Enter does it, Esc goes back to the form", Style(.warning, bold: true)))
      }
    }
    return runs
  }

  func cursor(in area: Rect) -> Point? {
    guard !isConfirming, let field = fields[focus] else { return nil }
    let inner = area.inset(left: 1, top: 1, right: 1)
    let row = inner.row(focus.rawValue)
    guard !row.isEmpty else { return nil }
    var scratch = Surface(Size(row.maxX, row.maxY))
    return field.draw(in: Rect(row.minX + 7, row.minY, max(0, row.width - 7), 1), on: &scratch)
  }
}

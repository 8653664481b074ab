public import Analysis
internal import Canvas
public import Telemetry

/// A runbook beside the alert it is for.
public struct RunbookPane: Pane {
  /// Who reads files is no server; it is asked like one all the same, so that nothing waits for a disk.
  public static let shelf: SourceID = "runbooks"

  let link: String
  let entry: AlertEntry?
  var markdown: Markdown?
  var path = ""
  var page: RunbookPage?
  /// The line at the top.
  var offset = 0
  /// The link or block of code the cursor is on.
  var stop: Int?

  /// - Parameter link: As the alert or another runbook has it; its last part names the file.
  public init(link: String, entry: AlertEntry? = nil) {
    self.link = link
    self.entry = entry
  }

  public var kind: PaneKind { .runbook }
  public var title: String { "runbook \(Runbook.key(of: link) ?? link)".fitted(to: 32) }

  public func questions(in context: Context) -> [Question] {
    guard markdown == nil, let key = Runbook.key(of: link) else { return [] }
    return [Question(.main, Self.shelf, .runbook(key: key))]
  }

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    guard case .runbook(let runbook) = answer.body else { return [] }
    let markdown = Markdown(runbook.text)
    (self.markdown, path) = (markdown, runbook.path)
    page = RunbookPage(markdown, width: Self.layout(FrameLayout(context.size).body).text.width)
    if let name = link.split(separator: "#", maxSplits: 1).dropFirst().first {
      offset = page?.headings[String(name)] ?? 0
    }
    return []
  }

  // MARK: Keys

  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .open: currentLink == nil ? "no link is under the cursor; Tab goes to the next" : nil
    case .copy: codeToCopy == nil && currentLink == nil ? "this runbook has no code to copy" : nil
    case .nextPart, .previousPart:
      page?.stops.isEmpty == false ? nil : "there is neither link nor code in this runbook"
    case .editQuery, .search, .include, .exclude, .nextMatch, .previousMatch:
      "a runbook is only read; ↑ ↓ scroll"
    case .toggle, .nextTrouble, .previousTrouble, .left, .right:
      "a runbook is only read; ↑ ↓ scroll, Tab goes to links and code"
    case .jumpToTraces, .jumpToLogs, .jumpToMetrics, .jumpToProfile, .jumpMenu:
      entry == nil ? "no alert belongs to this runbook" : nil
    default: nil
    }
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    fit(to: context)
    let height = Self.layout(FrameLayout(context.size).body).text.height
    switch command {
    case .up: scroll(by: -1, height)
    case .down: scroll(by: 1, height)
    case .pageUp: scroll(by: 1 - height, height)
    case .pageDown: scroll(by: height - 1, height)
    case .top: scroll(by: -offset, height)
    case .bottom: scroll(by: page?.lines.count ?? 0, height)
    case .nextPart: goToStop(by: 1, height)
    case .previousPart: goToStop(by: -1, height)
    case .open: return follow(height)
    case .copy: return copy()
    default: return nil
    }
    return []
  }

  /// Lays out anew where the screen has another width.
  private mutating func fit(to context: Context) {
    let width = Self.layout(FrameLayout(context.size).body).text.width
    if let markdown, page?.width != max(10, width) { page = RunbookPage(markdown, width: width) }
  }

  private mutating func scroll(by rows: Int, _ height: Int) {
    offset = min(max(0, offset + rows), max(0, (page?.lines.count ?? 0) - height))
  }

  private mutating func goToStop(by step: Int, _ height: Int) {
    guard let page, !page.stops.isEmpty else { return }
    let count = page.stops.count
    let next = stop.map { ($0 + step + count) % count } ?? (step > 0 ? firstInSight(page) : count - 1)
    stop = next
    let line = page.places[next]
    if line < offset || line >= offset + height {
      offset = min(max(0, line - height / 3), max(0, page.lines.count - height))
    }
  }

  private func firstInSight(_ page: RunbookPage) -> Int { page.places.firstIndex { $0 >= offset } ?? 0 }

  private var currentLink: String? {
    guard let page, let stop, page.stops.indices.contains(stop), case .link(let link) = page.stops[stop]
    else { return nil }
    return link
  }

  /// The block under the cursor, else the first in sight.
  private var codeToCopy: String? {
    guard let page else { return nil }
    if let stop, page.stops.indices.contains(stop), case .code(let code) = page.stops[stop] { return code }
    let order =
      page.stops.indices.filter { page.places[$0] >= offset }
      + page.stops.indices.filter { page.places[$0] < offset }
    for index in order { if case .code(let code) = page.stops[index] { return code } }
    return nil
  }

  private func copy() -> [Request] { (currentLink ?? codeToCopy).map { [.copy($0)] } ?? [] }

  /// Within the runbook, to another one, or, since a terminal opens no pages, onto the clipboard.
  private mutating func follow(_ height: Int) -> [Request] {
    guard let link = currentLink else { return [] }
    if link.hasPrefix("#") {
      guard let line = page?.headings[String(link.dropFirst())] else {
        return [.say("no heading is called \(link)")]
      }
      offset = min(line, max(0, (page?.lines.count ?? 0) - height))
      return []
    }
    let isElsewhere = link.contains("://") && !link.lowercased().contains("runbook")
    if isElsewhere || link.hasPrefix("mailto:") || Runbook.key(of: link) == nil {
      return [.copy(link), .say("copied \(link.fitted(to: 50)): no runbook of ours, open it in a browser")]
    }
    return [.open(RunbookPane(link: link, entry: entry))]
  }

  public func anchor(in context: Context) -> Anchor? {
    guard let entry else { return nil }
    let labels = entry.alert.labels
    return Anchor(
      signal: .metrics, source: entry.ruler, labels: labels, service: labels.serviceName, range: context.range
    )
  }

  public func hints(in context: Context) -> [Command] {
    [.nextPart, .open, .copy, .back, .down, .jumpToTraces, .jumpToLogs].filter {
      refusal(of: $0, in: context) == nil
    }
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .open: "follow"
    case .copy: currentLink == nil ? "copy code" : "copy link"
    case .nextPart: "next link, code"
    case .down: "scroll"
    default: nil
    }
  }
}

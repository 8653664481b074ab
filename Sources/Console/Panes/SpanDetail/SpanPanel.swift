internal import Analysis
internal import Canvas
internal import Reports
internal import Telemetry

/// The detail below the waterfall: small, or enlarged with a cursor and a filter of its own.
struct SpanPanel: Sendable {
  private(set) var isLarge = false
  var filter = FilterPrompt()
  private(set) var linkedFrom = LinkedSpans.notAsked
  /// Whether it is known, or being asked, who links here.
  private(set) var hasAsked = false
  private(set) var scroll = ScrollPosition(margin: 1)
  private var unfolded: Set<SpanEntry.Subject> = []
  /// What the enlarged detail shows, laid out when something changes rather than when it is drawn.
  private(set) var page: Page?

  struct Page: Sendable {
    let row: Int
    let width: Int
    let detail: SpanDetail
    let entries: [SpanEntry]
    let layout: SpanDetailLines
  }

  /// The entry under the cursor of the enlarged detail.
  var entry: SpanEntry? {
    guard isLarge, let page, page.layout.lines.indices.contains(scroll.cursor),
      let index = page.layout.lines[scroll.cursor].entry, page.entries.indices.contains(index)
    else { return nil }
    return page.entries[index]
  }

  mutating func toggleSize() {
    isLarge.toggle()
    if !isLarge { filter.clear() }
    rewind()
  }

  /// To the top, for another span.
  mutating func rewind() {
    scroll = ScrollPosition(margin: 1)
    unfolded = []
    page = nil
  }

  /// Lays the span out anew unless nothing changed; call after whatever may have changed it.
  mutating func settle(_ model: WaterfallModel, row: Int, in area: Rect, isChanged: Bool = false) {
    guard isLarge else {
      page = nil
      return
    }
    let isSame = page?.row == row && page?.width == area.width
    guard isChanged || !isSame else { return }
    let detail = SpanDetail(model, row: row, linkedFrom: linkedFrom)
    let layout = SpanDetailLines(detail, width: area.width - 1, filter: filter.text, unfolded: unfolded)
    page = Page(row: row, width: area.width, detail: detail, entries: detail.entries, layout: layout)
    scroll.move(by: 0, count: layout.lines.count, height: area.height)
    if page?.layout.lines[safe: scroll.cursor]?.entry == nil { move(by: 1, height: area.height) }
  }

  /// Moves the cursor, past headings.
  mutating func move(by rows: Int, height: Int) {
    guard let lines = page?.layout.lines, !lines.isEmpty else { return }
    let before = scroll.cursor
    scroll.move(by: rows, count: lines.count, height: height)
    let step = rows < 0 ? -1 : 1
    var target = scroll.cursor
    while lines.indices.contains(target), lines[target].entry == nil { target += step }
    if !lines.indices.contains(target) { target = lines[before].entry == nil ? lines.firstIndex { $0.entry != nil } ?? 0 : before }
    scroll.move(to: target, count: lines.count, height: height)
    // The heading above the first entry comes into sight with it.
    if scroll.cursor == lines.firstIndex(where: { $0.entry != nil }) {
      scroll.move(to: 0, count: lines.count, height: height)
      scroll.move(to: target, count: lines.count, height: height)
    }
  }

  /// Folds or unfolds a long value; `false` when the entry is short.
  mutating func toggleFold() -> Bool {
    guard let entry, let page else { return false }
    let isOpen = unfolded.contains(entry.subject)
    let place = page.layout.lines[safe: scroll.cursor]?.entry
    guard isOpen || page.layout.lines.contains(where: { $0.isFold && $0.entry == place }) else { return false }
    if isOpen { unfolded.remove(entry.subject) } else { unfolded.insert(entry.subject) }
    return true
  }

  /// Back to the first line of the entry under the cursor, for a value that folds.
  mutating func moveToStart(of subject: SpanEntry.Subject, height: Int) {
    guard let page, let index = page.entries.firstIndex(where: { $0.subject == subject }),
      let line = page.layout.lines.firstIndex(where: { $0.entry == index })
    else { return }
    scroll.move(to: line, count: page.layout.lines.count, height: height)
  }

  mutating func ask() { (hasAsked, linkedFrom) = (true, .waiting) }

  mutating func know(_ linked: LinkedSpans) { linkedFrom = linked }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

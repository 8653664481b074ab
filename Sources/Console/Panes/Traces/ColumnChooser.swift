internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

/// Chooses which attributes of the matched spans are columns: those that came with the answer first,
/// then all the server knows.
struct ColumnChooser: Sendable {
  struct Entry: Equatable, Sendable {
    var field: TraceField
    /// `in 34 spans · GET /x`, or where the server keeps it.
    var detail: String
  }

  enum Outcome: Equatable { case editing, left, chosen([TraceField]) }

  private let present: [(name: String, count: Int, example: String)]
  private var known: [TraceTag] = []
  private(set) var isWaiting = true
  private(set) var failure: String?
  private(set) var entries: [Entry] = []
  private(set) var chosen: [TraceField]
  private(set) var filter = TextField()
  private(set) var scroll = ScrollPosition()

  init(_ columns: TraceColumns, traces: [TraceSummary]) {
    chosen = columns.chosen
    present = TraceColumns.present(in: traces)
    arrange()
  }

  // MARK: What there is

  mutating func receive(_ tags: [TraceTag]) {
    isWaiting = false
    known += tags.filter { !known.contains($0) }
    arrange()
  }

  mutating func receive(_ failure: QueryFailure) {
    isWaiting = false
    self.failure = failure.message
  }

  private mutating func arrange() {
    var all = present.map { one in
      Entry(field: field(named: one.name), detail: "in \(one.count) spans · \(one.example)")
    }
    for field in chosen where !all.contains(where: { $0.field == field }) {
      all.append(Entry(field: field, detail: "chosen"))
    }
    let others = known.filter { $0.scope != "intrinsic" }.map { tag in
      Entry(
        field: .attribute(TraceField.Scope(rawValue: tag.scope), tag.name),
        detail: tag.scope.isEmpty ? "any scope" : tag.scope)
    }.sorted { $0.field.description < $1.field.description }
    let listed = Set(all.map(\.field))
    all += others.filter { !listed.contains($0.field) }
    let wanted = CandidateRanking.lowered(filter.text)
    entries = all.filter { CandidateRanking(of: $0.field.description, for: wanted).map { $0 < .scattered } ?? false }
    scroll.move(to: scroll.cursor, count: entries.count, height: 10)
  }

  /// An answer names attributes without their scope; the server's list tells it.
  private func field(named name: String) -> TraceField {
    if let intrinsic = TraceIntrinsic(spelling: name) { return .intrinsic(intrinsic) }
    let scopes = known.filter { $0.name == name }.compactMap { TraceField.Scope(rawValue: $0.scope) }
    if let chosen = chosen.first(where: { $0.unscopedName == name }) { return chosen }
    return .attribute(scopes.contains(.span) ? .span : scopes.first, name)
  }

  // MARK: Keys

  mutating func press(_ key: Key) -> Outcome? {
    switch key {
    case .escape: return .left
    case .enter: return .chosen(chosen)
    case .up: scroll.move(by: -1, count: entries.count, height: 10)
    case .down: scroll.move(by: 1, count: entries.count, height: 10)
    case .pageUp: scroll.page(by: -1, count: entries.count, height: 10)
    case .pageDown: scroll.page(by: 1, count: entries.count, height: 10)
    case .character(" "), .tab: toggle()
    default:
      let old = filter.text
      guard filter.handle(key) else { return nil }
      if filter.text != old {
        scroll = ScrollPosition()
        arrange()
      }
    }
    return .editing
  }

  mutating func insert(_ text: String) {
    filter.insert(text)
    arrange()
  }

  private mutating func toggle() {
    guard entries.indices.contains(scroll.cursor) else { return }
    let field = entries[scroll.cursor].field
    if let index = chosen.firstIndex(of: field) { chosen.remove(at: index) } else { chosen.append(field) }
  }

  static let typingHints: [(keys: [Key], text: String)] = [
    ([.character(" ")], "take or drop"), ([.enter], "show them"), ([.escape], "as before"), ([.up, .down], "move"),
  ]

  // MARK: Drawing

  func draw(in area: Rect, on surface: inout Surface) {
    let width = min(64, area.width)
    let height = min(area.height, max(4, entries.count + 2))
    let box = Rect(area.maxX - width, area.minY, width, height).intersection(area)
    surface.fill(box, with: Cell(" ", Style(.text, on: .raised)))
    let head = box.row(0).inset(left: 1, right: 1)
    let end = surface.put("columns› ", at: head.origin, Style(.focus, on: .raised, bold: true), in: head)
    filter.draw(in: Rect(end, head.minY, max(0, head.maxX - end), 1), on: &surface, placeholder: "an attribute of the matched spans") { _ in
      Style(.match, on: .raised)
    }
    let table = Table(
      [TableColumn("attribute", min: 20, ideal: 32, isFlexible: true), TableColumn("", min: 8, ideal: 28, priority: 1)],
      showsHeader: false, isFocused: true)
    let list = box.inset(left: 1, top: 1, right: 1, bottom: 1)
    table.draw(count: entries.count, scroll: scroll, in: list, on: &surface) { index in
      let entry = entries[index]
      let mark = chosen.contains(entry.field) ? "✓ " : "  "
      return [
        TableCell(mark + entry.field.description, Style(.text, on: .raised)),
        TableCell(entry.detail, Style(.muted, on: .raised)),
      ]
    }
    let foot = box.row(box.height - 1).inset(left: 1, right: 1)
    surface.put(footer.fitted(to: foot.width), at: foot.origin, Style(failure == nil ? .muted : .error, on: .raised), in: foot)
  }

  private var footer: String {
    if let failure { return failure }
    let state = isWaiting ? "asking for all attributes…" : "\(entries.count) attributes"
    return entries.isEmpty && !isWaiting ? "no attribute has these letters" : "\(state), \(chosen.count) chosen"
  }

  func cursor(in area: Rect) -> Point? {
    let width = min(64, area.width)
    let x = area.maxX - width + 10
    var scratch = Surface(Size(area.maxX, area.minY + 1))
    return filter.draw(in: Rect(x, area.minY, max(0, area.maxX - 1 - x), 1), on: &scratch)
  }
}

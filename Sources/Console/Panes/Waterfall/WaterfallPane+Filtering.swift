internal import Analysis
public import Canvas
internal import Reports
internal import Telemetry

extension WaterfallPane {
  public var isTyping: Bool { filter.field != nil || isChoosingColumns || panel.filter.isEditing }

  public var typingHints: [(keys: [Key], text: String)]? {
    if isChoosingColumns {
      return [([.character("1"), .character("6")], "show or hide a column"), ([.enter], "done")]
    }
    if panel.filter.isEditing { return FilterPrompt.typingHints }
    return [
      ([.enter], "filter by text or { TraceQL }"), ([.escape], "leave"), ([.up, .down], "history"),
      ([.control("u")], "clear"),
    ]
  }

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    if isChoosingColumns { return chooseColumn(key) }
    if panel.filter.isEditing { return typeInDetail(key, in: context) }
    switch key {
    case .escape:
      filter.leave()
      return []
    case .enter: return apply(filter.field?.text ?? "", in: context)
    default: return filter.press(key) ? [] : nil
    }
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    if panel.filter.isEditing { pasteInDetail(text, in: context) } else { filter.insert(text) }
    return []
  }

  /// Filters by what was typed. What cannot be read, or matches nothing, changes nothing.
  mutating func apply(_ text: String, in context: Context) -> [Request] {
    guard let model, let row else { return [] }
    guard text.contains(where: { !$0.isWhitespace }) else {
      filter.leave()
      return clearFilter(in: context)
    }
    do {
      let found = try TraceFilter(typed: text, in: model.tree)
      guard let first = found.isMatch(row) ? row : found.match(after: row) else {
        return refuse(WaterfallFilter.Problem(message: "no span matches", offset: 0))
      }
      filter.accept(text)
      self.model?.setFilter(found)
      select(row: first, in: context)
      return [.say("\(counted(found)) match; n N go on, h shows the rest, Esc all")]
    } catch {
      return refuse(WaterfallFilter.Problem(error))
    }
  }

  private mutating func refuse(_ problem: WaterfallFilter.Problem) -> [Request] {
    guard filter.field != nil else { return [.say(problem.message)] }
    filter.refuse(problem)
    return []
  }

  mutating func clearFilter(in context: Context) -> [Request] {
    guard let row, model?.filter != nil else { return [] }
    filter.accept("")
    model?.setFilter(nil)
    reselect(row, in: context)
    return [.say("all spans")]
  }

  /// `12 of 250 000`.
  func counted(_ found: TraceFilter) -> String {
    let all = BrowserPane.grouped(model?.tree.rows.count ?? 0)
    return "\(BrowserPane.grouped(found.matches.count)) of \(all)"
  }

  mutating func toggleRest(at row: Int, in context: Context) -> [Request] {
    guard let model, model.filter != nil else { return [] }
    self.model?.toggleRest()
    reselect(row, in: context)
    return [.say(model.hidesRest ? "all spans, matches stand out; h hides the rest" : "matches and what leads to them")]
  }

  /// What is typed, in the row above the detail; what is wrong with it below, under its column.
  ///
  ///     ─ filter› { name = }
  ///                        ▲ expected a value
  func drawFilter(_ field: TextField, _ layout: WaterfallLayout, on surface: inout Surface) {
    let bar = String(repeating: "─", count: layout.rule.width)
    surface.put(bar, at: layout.rule.origin, Style(.border), in: layout.rule)
    surface.put(Self.filterLabel, at: layout.rule.origin, Style(.focus, bold: true), in: layout.rule)
    let place = Self.filterPlace(layout)
    surface.fill(place)
    field.draw(in: place, on: &surface, placeholder: "a text, or { TraceQL }; nothing shows all")
    guard let problem = filter.problem else { return }
    let line = layout.detail.row(0)
    surface.fill(line)
    let message = "▲ \(problem.message)"
    let character = field.character(atOffset: problem.offset)
    let before = String(field.characters.prefix(character)).cellWidth
    let x = min(place.minX + before, max(line.minX, line.maxX - message.cellWidth - 1))
    surface.put(message.fitted(to: line.maxX - x), at: Point(x, line.minY), Style(.error, bold: true), in: line)
  }

  private static let filterLabel = "─ filter› "

  private static func filterPlace(_ layout: WaterfallLayout) -> Rect {
    layout.rule.inset(left: filterLabel.cellWidth, right: 1)
  }

  public func cursor(in area: Rect, _ view: ViewContext) -> Point? {
    let layout = WaterfallLayout(area, detailIsLarge: panel.isLarge)
    if panel.filter.isEditing { return filterCursor(in: layout.rule) }
    guard let field = filter.field else { return nil }
    let place = Self.filterPlace(layout)
    var scratch = Surface(Size(place.maxX, place.maxY))
    return field.draw(in: place, on: &scratch)
  }
}

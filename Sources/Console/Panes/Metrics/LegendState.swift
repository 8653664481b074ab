internal import Analysis
internal import Canvas

/// How the legend is sorted, filtered and folded, and where its cursor is.
struct LegendState: Sendable {
  /// The columns in the order `s` goes through them.
  static let columns: [LegendColumn] = [.last, .min, .mean, .max, .sum, .name]
  /// More lines than this cannot be told apart.
  static let drawnAtMost = 40

  var order = LegendOrder()
  var scroll = ScrollPosition(margin: 1)
  /// The filter while it is typed; `nil` at rest.
  var field: TextField?
  var hidden: Set<SeriesKey> = []
  var isolated: SeriesKey?
  /// Whether the person put the cursor somewhere; until then it stays on the first row.
  var isCursorPlaced = false

  var isFiltering: Bool { field != nil }
  var filter: String { field?.text ?? order.filter }

  /// Largest first, smallest first, then the next column; names from A first.
  mutating func sortNext() {
    let turned = order.isDescending == (order.column == .name)
    guard turned else {
      order.isDescending.toggle()
      return
    }
    let index = Self.columns.firstIndex(of: order.column) ?? 0
    order.column = Self.columns[(index + 1) % Self.columns.count]
    order.isDescending = order.column != .name
  }

  /// `last ▾`: the header of a column, with its direction when it is sorted by.
  func title(of column: LegendColumn, _ glyphs: GlyphSet) -> String {
    let name = column == .name ? "series" : column.rawValue
    guard order.column == column else { return name }
    let mark = order.isDescending ? (glyphs == .unicode ? "▾" : "v") : (glyphs == .unicode ? "▴" : "^")
    return "\(name) \(mark)"
  }

  func isShown(_ key: SeriesKey) -> Bool {
    if let isolated { return key == isolated }
    return !hidden.contains(key)
  }

  /// Types into the filter; `nil` when the key is not for it.
  mutating func type(_ key: Key) -> Bool {
    guard var typed = field else { return false }
    switch key {
    case .enter: field = nil
    case .escape:
      (field, order.filter) = (nil, "")
    default:
      guard typed.handle(key) else { return false }
      field = typed
      order.filter = typed.text
    }
    return true
  }

  mutating func forget(query: Int) {
    hidden = hidden.filter { $0.query != query }
    if isolated?.query == query { isolated = nil }
    isCursorPlaced = false
  }
}

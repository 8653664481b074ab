/// A list to choose from, each entry with its key: jumps, commands, completions.
public struct Menu: Hashable, Sendable {
  public struct Item: Hashable, Sendable {
    /// The key that takes it, as shown: `t`, `Enter`; empty when there is none.
    public var key: String
    public var title: [TextRun]
    /// At the right end: a reason, a type, a count.
    public var detail: String
    /// Entries that cannot be taken stay in the list and say why in `detail`.
    public var isEnabled: Bool

    public init(_ title: String, key: String = "", detail: String = "", isEnabled: Bool = true) {
      self.init([TextRun(title)], key: key, detail: detail, isEnabled: isEnabled)
    }

    public init(
      _ title: [TextRun], key: String = "", detail: String = "", isEnabled: Bool = true
    ) {
      self.title = title
      self.key = key
      self.detail = detail
      self.isEnabled = isEnabled
    }
  }

  public var items: [Item]

  public init(_ items: [Item]) { self.items = items }

  /// Cells it needs to show everything.
  public var idealSize: Size {
    let keys = keyWidth
    let widths = items.map { item in
      TableCell(item.title).cellWidth + (item.detail.isEmpty ? 0 : item.detail.cellWidth + 2)
    }
    return Size((widths.max() ?? 0) + (keys > 0 ? keys + 2 : 0) + 2, items.count)
  }

  /// Draws the entries in sight on raised ground, with a blank on either side.
  public func draw(scroll: ScrollPosition, in rect: Rect, on surface: inout Surface) {
    surface.fill(rect, with: Cell(" ", Style(.text, on: .raised)))
    let settled = scroll.settled(count: items.count, height: rect.height)
    let visible = settled.visible(count: items.count, height: rect.height)
    for (line, index) in visible.enumerated() {
      let row = rect.row(line)
      draw(items[index], in: row.inset(left: 1, right: 1), on: &surface)
      surface.shade(row, index == settled.cursor ? .cursor : .raised)
    }
  }

  private var keyWidth: Int { items.map { $0.key.cellWidth }.max() ?? 0 }

  private func draw(_ item: Item, in row: Rect, on surface: inout Surface) {
    let keys = min(keyWidth, row.width)
    let keyStyle = Style(item.isEnabled ? .key : .muted)
    surface.put(item.key.padded(to: keys), at: row.origin, keyStyle, in: row)
    let rest = row.inset(left: keys > 0 ? keys + 2 : 0)
    let cell = TableCell(item.isEnabled ? item.title : item.title.map { TextRun($0.text, .muted) })
    let titleWidth = min(cell.cellWidth, rest.width)
    surface.put(cell.fitted(to: titleWidth, .left), at: rest.origin, in: rest)
    let detail = rest.inset(left: titleWidth + 2)
    guard detail.width > 3 else { return }
    surface.put(item.detail.paddedLeft(to: detail.width), at: detail.origin, .muted, in: detail)
  }
}

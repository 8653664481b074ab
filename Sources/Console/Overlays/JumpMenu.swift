internal import Telemetry
public import Analysis
internal import Canvas

/// All jumps from the cursor, strongest first, and those that cannot be taken with their reason.
public struct JumpMenu: Sendable {
  public var jumps: [Result<Jump, Refusal>]
  var selected = 0

  public init(jumps: [Result<Jump, Refusal>]) { self.jumps = jumps }

  var chosen: Result<Jump, Refusal>? {
    jumps.indices.contains(selected) ? jumps[selected] : nil
  }

  mutating func press(_ key: Key) {
    switch key {
    case .up, .character("k"): selected = max(0, selected - 1)
    case .down, .character("j"), .character("g"): selected = min(max(0, jumps.count - 1), selected + 1)
    default: break
    }
  }

  private var title: String { "Jumps from here, \(selected + 1) of \(jumps.count) — Enter takes one, Esc closes" }

  func draw(in area: Rect, on surface: inout Surface) {
    let inner = Sheet.draw(title, in: area, on: &surface)
    let perEntry = 2
    let visible = max(1, inner.height / perEntry)
    let first = max(0, selected - visible + 1)
    for (index, jump) in jumps.enumerated().dropFirst(first).prefix(visible) {
      let rows = inner.rows((index - first) * perEntry, perEntry)
      draw(jump, in: rows, on: &surface, ground: index == selected ? .cursor : .raised)
    }
  }

  private func draw(
    _ jump: Result<Jump, Refusal>, in rows: Rect, on surface: inout Surface, ground: Ground
  ) {
    surface.fill(rows, with: Cell(" ", Style(.text, on: ground)))
    switch jump {
    case .success(let jump):
      let head = "\(jump.to.rawValue.padded(to: 8)) \(jump.strength.name.padded(to: 9)) \(jump.reason)"
      surface.put(head.fitted(to: rows.width), at: rows.origin, Style(.text, on: ground, bold: true), in: rows.row(0))
      let query = "\(jump.source): \(jump.query.text ?? "")".fitted(to: max(0, rows.width - 9))
      surface.put(
        query, at: Point(rows.minX + 9, rows.minY + 1), Style(.muted, on: ground), in: rows.row(1))
    case .failure(let refusal):
      surface.put(
        "\(refusal.to.rawValue.padded(to: 8)) —", at: rows.origin, Style(.muted, on: ground),
        in: rows.row(0))
      let reason = refusal.reason.fitted(to: max(0, rows.width - 9))
      surface.put(
        reason, at: Point(rows.minX + 9, rows.minY + 1), Style(.muted, on: ground), in: rows.row(1))
    }
  }
}

internal import Analysis
internal import Canvas
internal import Telemetry

/// Log lines as rows: time, level, service, text.
struct LogRows {
  private let pane: LogsPane
  private let context: Context
  private let services: [String]
  private let serviceWidth: Int

  init(_ pane: LogsPane, _ context: Context) {
    self.pane = pane
    self.context = context
    var seen = [String]()
    for line in pane.lines where !seen.contains(line.service) && seen.count < 40 { seen.append(line.service) }
    services = seen
    serviceWidth = min(16, seen.map(\.cellWidth).max() ?? 0)
  }

  /// The first line of an entry; further ones are counted.
  func draw(_ index: Int, in row: Rect, on surface: inout Surface) {
    let line = pane.lines[index]
    let ground = drawHead(line, index, in: row, on: &surface)
    let bytes = line.line.utf8
    guard let end = bytes.firstIndex(of: 10) else {
      return put(line.line, line, at: textStart(row), in: row, ground, on: &surface)
    }
    let rest = bytes[end...].lazy.split(separator: 10).count
    let more = rest > 0 ? " ⏎+\(rest)" : ""
    let left = row.split(right: more.cellWidth + 1).left
    put(String(line.line[..<end]), line, at: textStart(row), in: left, ground, on: &surface)
    let x = min(left.maxX, textStart(row) + String(line.line[..<end].prefix(left.width)).cellWidth)
    surface.put(more, at: Point(x, row.minY), Style(.muted, on: ground), in: row)
  }

  /// Whole entries, wrapped; the cursor's entry ends in sight.
  func drawWrapped(in area: Rect, on surface: inout Surface) {
    let width = max(10, area.maxX - textStart(area) - 1)
    var first = pane.scroll.cursor
    var used = min(area.height, wrapped(first, width).count)
    while first > 0 {
      let height = wrapped(first - 1, width).count
      guard used + height <= area.height else { break }
      used += height
      first -= 1
    }
    var y = 0
    for index in first..<pane.lines.count where y < area.height {
      let line = pane.lines[index]
      for (part, text) in wrapped(index, width).enumerated() where y < area.height {
        let row = area.row(y)
        var ground: Ground = index == pane.scroll.cursor ? .cursor : .plain
        if part == 0 {
          ground = drawHead(line, index, in: row, on: &surface)
        } else if ground == .cursor {
          surface.fill(row, with: Cell(" ", Style(.text, on: .cursor)))
        }
        put(text, line, at: textStart(row), in: row, ground, on: &surface)
        y += 1
      }
    }
  }

  private func wrapped(_ index: Int, _ width: Int) -> [String] {
    guard pane.lines.indices.contains(index) else { return [] }
    let lines = pane.lines[index].line.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.prefix(60).flatMap { Paragraph(String($0)).lines(width: width, limit: 40) }
  }

  private func drawHead(_ line: LogLine, _ index: Int, in row: Rect, on surface: inout Surface) -> Ground {
    let ground: Ground = index == pane.scroll.cursor ? (pane.field == nil ? .cursor : .selection) : .plain
    if ground != .plain { surface.fill(row, with: Cell(" ", Style(.text, on: ground))) }
    var x = surface.put(" " + context.zone.preciseClock(line.time), at: row.origin, Style(.muted, on: ground), in: row)
    let level = line.level
    let sign = level.sign + (line.levelIsGuessed && level != .unknown ? "?" : " ")
    x = surface.put(
      " " + sign, at: Point(x, row.minY), Style(level.role, on: ground, bold: level >= .warn), in: row)
    let color = services.firstIndex(of: line.service) ?? 0
    surface.put(
      line.service.padded(to: serviceWidth), at: Point(x, row.minY), Style(.series(color), on: ground), in: row)
    return ground
  }

  private func textStart(_ row: Rect) -> Int { row.minX + 13 + 3 + serviceWidth + 1 }

  private func put(
    _ text: String, _ line: LogLine, at x: Int, in row: Rect, _ ground: Ground, on surface: inout Surface
  ) {
    let level = line.level
    let role: Role = level >= .error ? level.role : .text
    let place = Rect(x, row.minY, max(0, row.maxX - x - 1), 1)
    // A line may be megabytes long: only what can be seen is looked at.
    let shown = String(text.prefix(place.width + 8))
    surface.put(shown.fitted(to: place.width), at: place.origin, Style(role, on: ground), in: place)
    link(shown, in: place, ground, on: &surface)
    highlight(shown, in: place, ground, on: &surface)
  }

  /// Marks the trace id in a line: Enter follows it.
  private func link(_ text: String, in place: Rect, _ ground: Ground, on surface: inout Surface) {
    guard let id = TraceReference.first(in: text)?.trace.description, let found = text.firstRange(of: id) else { return }
    let x = place.minX + text[..<found.lowerBound].cellWidth
    guard x + id.count <= place.maxX else { return }
    surface.put(id, at: Point(x, place.minY), Style(.link, on: ground, underline: true), in: place)
  }

  private func highlight(_ text: String, in place: Rect, _ ground: Ground, on surface: inout Surface) {
    guard !pane.pattern.isEmpty else { return }
    let (haystack, needle) = (text.lowercased(), pane.pattern.lowercased())
    var from = haystack.startIndex
    while let found = haystack[from...].firstRange(of: needle) {
      let x = place.minX + haystack[..<found.lowerBound].cellWidth
      surface.put(haystack[found].description, at: Point(x, place.minY), Style(.match, on: ground), in: place)
      from = found.upperBound
    }
  }
}

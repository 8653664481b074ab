internal import Canvas
internal import Telemetry

/// The fields of one line: what a person filters by first stands first.
struct LogFields {
  let pairs: [Labels.Pair]

  init(_ line: LogLine) {
    let (ids, rest) = (line.parsed.pairs + line.metadata.pairs).reduce(
      into: ([Labels.Pair](), [Labels.Pair]())
    ) { split, pair in
      let isID = TraceIDNames.isTraceID(pair.name) || TraceIDNames.isSpanID(pair.name)
      if isID { split.0.append(pair) } else { split.1.append(pair) }
    }
    pairs = ids + rest + line.labels.pairs
  }

  /// In as many columns as fit.
  func draw(in area: Rect, on surface: inout Surface, chosen: Int?) {
    guard area.height > 0, !pairs.isEmpty else { return }
    // A line may have thousands: the widths of the first are telling enough.
    let longest = pairs.prefix(100).map { min(48, $0.name.utf8.count + $0.value.utf8.count + 3) }.max() ?? 20
    let width = min(area.width, max(24, min(longest, 48)))
    let columns = max(1, area.width / width)
    let perPage = columns * area.height
    let first = (chosen ?? 0) / perPage * perPage
    for (place, index) in pairs.indices.dropFirst(first).prefix(perPage).enumerated() {
      let pair = pairs[index]
      let cell = Rect(
        area.minX + 1 + place / area.height * width, area.minY + place % area.height, width - 1, 1
      ).intersection(area)
      let ground: Ground = index == chosen ? .cursor : .plain
      let x = surface.put(pair.name + " ", at: cell.origin, Style(.muted, on: ground), in: cell)
      let isLink = TraceIDNames.isTraceID(pair.name)
      surface.put(
        pair.value.fitted(to: max(0, cell.maxX - x)), at: Point(x, cell.minY),
        Style(isLink ? .link : .text, on: ground), in: cell)
    }
  }
}

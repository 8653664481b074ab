internal import Analysis
package import Canvas
internal import Telemetry

/// A whole trace in one row: how many spans ran at a time, where spans failed, and whose work was
/// waited for.
///
///     ▁▁▂▂▂▅█▅▂▂▂✗▁▁      height: spans at a time; colour: the service on the critical path
///        ▏    ▕           the part of it on screen; ✗: a span failed here
package struct TraceOverview: Sendable {
  private struct Moment {
    var spans: Int32 = 0
    var failures: Int32 = 0
    /// Of the service on the critical path; -1 where nothing was waited for.
    var color: Int32 = -1
  }

  /// Counted once at this resolution, then told as wide as the screen is.
  private static let resolution = 1024
  private let moments: [Moment]
  private let durationNs: Int64

  package init(_ model: WaterfallModel) {
    durationNs = max(1, model.tree.durationNs)
    let last = Self.resolution - 1
    let scale = Double(Self.resolution) / Double(durationNs)
    let place = { (ns: Int64) in min(last, max(0, Int(min(Double(ns) * scale, Double(last))))) }
    var moments = [Moment](repeating: Moment(), count: Self.resolution + 1)
    for row in model.tree.rows {
      let first = place(row.startNs)
      moments[first].spans += 1
      // Up to the moment it ended in, at least the one it began in.
      let end = row.endNs >= durationNs ? Self.resolution : place(row.endNs)
      moments[max(first + 1, end)].spans -= 1
    }
    for index in moments.indices.dropFirst() { moments[index].spans += moments[index - 1].spans }
    moments.removeLast()
    for row in model.failed { moments[place(model.tree.rows[row].endNs)].failures += 1 }
    for segment in model.path.segments {
      let color = Int32(clamping: model.color(model.tree.rowOfSpan[segment.span]))
      for index in place(segment.fromNs)...max(place(segment.fromNs), place(segment.toNs)) {
        moments[index].color = color
      }
    }
    self.moments = moments
  }

  /// - Parameter window: What is on screen, in nanoseconds from the trace's start; `nil`: everything.
  package func draw(
    in row: Rect, on surface: inout Surface, window: ClosedRange<Int64>? = nil, glyphs: GlyphSet = .unicode
  ) {
    guard row.width > 1, row.height > 0 else { return }
    let bars = Sparks(moments.map(\.spans), width: row.width)
    let inside = window.map { columns($0, in: row) }
    for column in 0..<row.width {
      let part = self.part(column, of: row.width)
      let x = row.minX + column
      let hasFailure = part.contains { $0.failures > 0 }
      let isShown = inside?.contains(column) ?? true
      let color = part.first { $0.color >= 0 }.map { Role.series(Int($0.color)) } ?? .muted
      let role = hasFailure ? Role.error : isShown ? color : .muted
      let style = Style(role, on: isShown && inside != nil ? .selection : .plain, bold: hasFailure)
      surface.put(hasFailure ? "✗" : bars.glyph(column), at: Point(x, row.minY), style, in: row)
    }
    guard let inside else { return }
    let edges = glyphs == .ascii ? ("[", "]") : ("▏", "▕")
    let style = Style(.focus, on: .selection, bold: true)
    surface.put(edges.0, at: Point(row.minX + inside.lowerBound, row.minY), style, in: row)
    surface.put(edges.1, at: Point(row.minX + inside.upperBound - 1, row.minY), style, in: row)
  }

  private func part(_ column: Int, of width: Int) -> ArraySlice<Moment> {
    let from = column * moments.count / width
    return moments[from..<min(moments.count, max(from + 1, (column + 1) * moments.count / width))]
  }

  /// At least two, so that both edges show.
  private func columns(_ window: ClosedRange<Int64>, in row: Rect) -> Range<Int> {
    let width = Double(row.width)
    let share = { (ns: Int64) in min(1, max(0, Double(ns) / Double(durationNs))) }
    let from = min(Int(width * share(window.lowerBound)), row.width - 2)
    let to = Int((width * share(window.upperBound)).rounded(.up))
    return from..<min(row.width, max(from + 2, to))
  }
}

/// Counts as one row of bars, the highest full.
private struct Sparks {
  private let levels: [Int]

  init(_ counts: [Int32], width: Int) {
    let most = max(1, Int(counts.max() ?? 1))
    levels = (0..<width).map { column in
      let from = column * counts.count / width
      let to = min(counts.count, max(from + 1, (column + 1) * counts.count / width))
      let highest = Int(counts[from..<to].max() ?? 0)
      return highest == 0 ? 0 : max(1, (highest * 8 + most / 2) / most)
    }
  }

  func glyph(_ column: Int) -> String {
    let glyphs = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return glyphs[min(8, levels[column])]
  }
}

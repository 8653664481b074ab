package import Analysis
package import Canvas
internal import Telemetry

/// Where a trace's time went, by operation or by service, as a table to walk through.
package struct WaterfallStatistics: Sendable {
  package enum Grouping: String, Sendable { case operation, service }

  package private(set) var grouping = Grouping.operation
  package private(set) var order = TraceStatistics.Order.selfTime
  package private(set) var lines: [TraceStatistics.Line]
  private let byOperation: TraceStatistics
  private let byService: TraceStatistics
  private let durationNs: Int64

  init(_ tree: TraceTree, _ operations: TraceOperations) {
    byOperation = TraceStatistics(tree, operations: operations)
    byService = TraceStatistics(tree, by: .service, operations: operations)
    durationNs = tree.durationNs
    lines = byOperation.lines
  }

  /// By the next column, the most first.
  package mutating func sortByNext() {
    let all = TraceStatistics.Order.allCases
    order = all[((all.firstIndex(of: order) ?? 0) + 1) % all.count]
    arrange()
  }

  package mutating func toggleGrouping() {
    grouping = grouping == .operation ? .service : .operation
    arrange()
  }

  private mutating func arrange() {
    lines = (grouping == .operation ? byOperation : byService).lines(by: order)
  }

  /// - Parameters:
  ///   - first: The line at the top.
  ///   - cursor: The line the cursor is on.
  package func draw(in area: Rect, on surface: inout Surface, first: Int = 0, cursor: Int? = nil) {
    let columns = Self.columns(width: area.width)
    drawHead(columns, in: area.row(0), on: &surface)
    for (index, line) in lines.dropFirst(first).prefix(max(0, area.height - 1)).enumerated() {
      let ground: Ground = first + index == cursor ? .cursor : .plain
      draw(line, columns, ground, in: area.row(index + 1), on: &surface)
    }
  }
}

extension WaterfallStatistics {
  private enum Column: Equatable {
    case order(TraceStatistics.Order)
    case share
  }

  private static func columns(width: Int) -> [(column: Column, title: String, width: Int)] {
    let wide = width >= 100
    let all: [(Column, String, Int)] = [
      (.order(.selfTime), "self", 9), (.share, "share", wide ? 8 : 0), (.order(.total), "total", 9),
      (.order(.count), "count", 8), (.order(.p50), "p50", 9), (.order(.p99), "p99", 9),
      (.order(.errors), "errors", 8),
    ]
    return all.filter { $0.2 > 0 }
  }

  private func drawHead(
    _ columns: [(column: Column, title: String, width: Int)], in row: Rect, on surface: inout Surface
  ) {
    var x = row.minX
    for (column, title, width) in columns {
      let isSorted = column == .order(order)
      let text = (isSorted ? "▾" + title : title).paddedLeft(to: width)
      x = surface.put(text, at: Point(x, row.minY), Style(.heading, bold: isSorted), in: row)
    }
    let title = grouping == .service ? "service" : "service operation"
    let mark = order == .operation ? "▾" : ""
    surface.put("  \(mark)\(title)", at: Point(x, row.minY), Style(.heading, bold: !mark.isEmpty), in: row)
  }

  private func draw(
    _ line: TraceStatistics.Line, _ columns: [(column: Column, title: String, width: Int)], _ ground: Ground,
    in row: Rect, on surface: inout Surface
  ) {
    if ground != .plain { surface.fill(row, with: Cell(" ", Style(.text, on: ground))) }
    var x = row.minX
    for (column, _, width) in columns {
      let failed = column == .order(.errors) && line.errors > 0
      let isSorted = column == .order(order)
      let style = Style(failed ? .error : isSorted ? .text : .muted, on: ground, bold: failed || isSorted)
      x = surface.put(text(of: column, line, width: width), at: Point(x, row.minY), style, in: row)
    }
    let name = "\(line.operation)".fitted(to: max(0, row.maxX - x - 2))
    surface.put("  \(name)", at: Point(x, row.minY), Style(.text, on: ground), in: row)
  }

  private func text(of column: Column, _ line: TraceStatistics.Line, width: Int) -> String {
    let share = durationNs > 0 ? Double(line.selfNs) / Double(durationNs) : 0
    return switch column {
    case .share: Unit.ratio.text(share).paddedLeft(to: width)
    case .order(.selfTime): Durations.column(nanoseconds: line.selfNs, width: width)
    case .order(.total): Durations.column(nanoseconds: line.totalNs, width: width)
    case .order(.p50): Durations.column(nanoseconds: line.p50Ns, width: width)
    case .order(.p99): Durations.column(nanoseconds: line.p99Ns, width: width)
    case .order(.errors): String(line.errors).paddedLeft(to: width)
    case .order(.count), .order(.operation): String(line.count).paddedLeft(to: width)
    }
  }
}

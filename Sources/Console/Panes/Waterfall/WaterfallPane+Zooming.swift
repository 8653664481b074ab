internal import Analysis
internal import Canvas
internal import Reports

extension WaterfallPane {
  mutating func performZoom(_ command: Command, at row: Int, in context: Context) -> [Request]? {
    let span = interval(of: row)
    switch command {
    case .zoomIn: return zoom.zoom(in: true, around: span) ? [] : [.say("this is as close as it gets")]
    case .zoomOut: return zoom.zoom(in: false, around: span) ? [] : [.say("the whole trace shows already")]
    case .earlier, .later:
      guard zoom.isZoomed else { return [.say("the whole trace shows; { or . zooms in")] }
      let end = command == .later ? "end" : "beginning"
      return zoom.pan(later: command == .later) ? [] : [.say("this is the \(end) of the trace")]
    case .zoomToSpan: return zoom.show(span) ? [] : [.say("the axis shows just this span already")]
    case .wholeTrace:
      guard zoom.isZoomed else { return [.say("the whole trace shows already")] }
      zoom.showAll()
      return []
    case .zoomBack: return zoom.goBack() ? [] : [.say("there is no time span before this one")]
    case .markRows: return markOrZoom(at: row)
    default: return nil
    }
  }

  /// The first press marks where the selection begins, the second zooms to it.
  private mutating func markOrZoom(at row: Int) -> [Request] {
    guard let rows = markedRows else {
      mark = row
      return [.say("move to the other end; v zooms to these spans, Esc leaves off")]
    }
    mark = nil
    guard let model, var all = rows.first.map({ interval(of: model.visible[$0]) }) else { return [] }
    for index in rows {
      let span = interval(of: model.visible[index])
      all = TimeZoom.Window(fromNs: min(all.fromNs, span.fromNs), toNs: max(all.toNs, span.toNs))
    }
    return zoom.show(all) ? [] : [.say("the axis shows just these spans already")]
  }

  /// Places among the visible rows between the mark and the cursor; `nil` while nothing is marked.
  var markedRows: ClosedRange<Int>? {
    guard let mark, let model, !model.visible.isEmpty else { return nil }
    let other = min(model.visible.index(of: mark) ?? model.visible.count(before: mark), model.visible.count - 1)
    return min(other, scroll.cursor)...max(other, scroll.cursor)
  }

  private func interval(of row: Int) -> TimeZoom.Window {
    guard let item = model?.tree.rows[row] else { return zoom.shown }
    return TimeZoom.Window(fromNs: item.startNs, toNs: item.endNs)
  }

  /// Brings a span that was jumped to into what the axis shows.
  mutating func followInTime(_ row: Int) { zoom.follow(interval(of: row)) }
}

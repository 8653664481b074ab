internal import Analysis
internal import Canvas
internal import Reports
internal import Telemetry

/// Traces of the bad events: what was kept of the window that burns.
extension ObjectivePane {
  /// Rows they take of the column they share with the labels, their heading included.
  func exemplarRows(in area: Rect, _ view: ViewContext) -> Int {
    guard !view.statuses(of: "exemplars").isEmpty, area.height >= 7 else { return 0 }
    return min(max(2, detail.exemplars.count + 1), max(2, area.height * 2 / 5))
  }

  func drawExemplars(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard area.height > 1 else { return }
    let count = detail.exemplars.count
    let title = count == 0 ? "exemplars" : count == 1 ? "1 exemplar" : "\(count) exemplars, worst first"
    let inner = Frame(title, kind: .rule, glyphs: view.context.glyphs).draw(in: area, on: &surface)
    guard count > 0 else {
      let notice = absence("exemplars", view, empty: "none kept; t searches traces", unknown: "")
      surface.put(notice.text.fitted(to: inner.width), at: inner.origin, notice.style, in: inner)
      return
    }
    let unit = events?.exemplars.map { Unit(observedIn: $0) } ?? .none
    let table = Table(
      [
        TableColumn("", min: 10, ideal: 10), TableColumn("", alignment: .right, min: 7, ideal: 9),
        TableColumn("", min: 9, ideal: 9), TableColumn("", min: 8, ideal: 20, priority: 1, isFlexible: true),
      ], showsHeader: false, gap: 1, showsCursor: chosenRow != nil)
    let scroll = ScrollPosition(cursor: chosenRow ?? 0, margin: 0)
    table.draw(count: count, scroll: scroll, in: inner, on: &surface) { index in
      let exemplar = detail.exemplars[index]
      let isChosen = index == chosenRow
      return [
        TableCell(" " + view.context.zone.clock(exemplar.time), isChosen ? .text : .muted),
        TableCell(unit.text(exemplar.value), isChosen ? Style(.text, bold: true) : .text),
        TableCell(exemplar.traceID.map { String($0.description.prefix(8)) } ?? "", Style(.link)),
        TableCell(Self.place(of: exemplar), .muted),
      ]
    }
  }

  /// The route it was, or else what the series calls itself.
  private static func place(of exemplar: Exemplar) -> String {
    let names = ["http_route", "route", "handler", "path", "endpoint", "span_name", "http_response_status_code", "code"]
    return names.lazy.compactMap { exemplar.series[$0] }.first ?? ""
  }
}

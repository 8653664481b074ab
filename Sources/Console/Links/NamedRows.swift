internal import Analysis
internal import Canvas
internal import Reports
internal import Telemetry

/// A pane whose row under the cursor has a name that stays when the list is sorted anew or comes again.
protocol NamedRows: Pane {
  /// Of the row under the cursor; `nil` where the cursor is as the pane opens.
  var rowName: String? { get }

  /// Puts the cursor on a row; `nil` when there is no such row, or not yet.
  mutating func select(rowNamed name: String, in context: Context) -> [Request]?
}

extension OverviewPane: NamedRows {
  var rowName: String? { cursor(of: section).flatMap { $0 == 0 ? nil : names[$0] } }

  mutating func select(rowNamed name: String, in context: Context) -> [Request]? {
    guard let index = names.firstIndex(of: name) else { return nil }
    cursors[section] = index
    return []
  }

  private var names: [String] {
    switch section {
    case .objectives: objectives.map(\.objective.id)
    case .services: services.map(\.service)
    case .probes: probes.map(\.target)
    case .alerts: alerts.map { "\($0.rule.name)\($0.alert.labels.description)" }
    case .logErrors: logErrors.map(\.service)
    }
  }
}

extension MetricsPane: NamedRows {
  /// Only where somebody put the cursor: it rests on whatever comes first.
  var rowName: String? { legend.isCursorPlaced ? current?.series.labels.description : nil }

  mutating func select(rowNamed name: String, in context: Context) -> [Request]? {
    guard let index = page.rows.firstIndex(where: { table.rows[$0.index].series.labels.description == name })
    else { return nil }
    legend.isCursorPlaced = true
    legend.scroll.move(to: index, count: page.rows.count, height: max(1, page.rows.count))
    return []
  }
}

extension TracesPane: NamedRows {
  var rowName: String? { scroll.cursor == 0 ? nil : current?.id.description }

  mutating func select(rowNamed name: String, in context: Context) -> [Request]? {
    guard let index = rows.rows.indices.first(where: { rows.trace(at: $0)?.id.description == name })
    else { return nil }
    scroll.move(to: index, count: rows.rows.count, height: listHeight(in: context))
    selected = rows.identity(at: index)
    return []
  }
}

extension ObjectivesPane: NamedRows {
  var rowName: String? { hasChosen ? current?.objective.id : nil }

  mutating func select(rowNamed name: String, in context: Context) -> [Request]? {
    guard let index = rows.firstIndex(where: { $0.objective.id == name }) else { return nil }
    hasChosen = true
    scroll.move(to: index, count: rows.count, height: height(in: context))
    return []
  }
}

extension ServiceGraphPane: NamedRows {
  var rowName: String? { selected == 0 ? nil : node?.service }

  mutating func select(rowNamed name: String, in context: Context) -> [Request]? {
    guard let index = graph.nodes.firstIndex(where: { $0.service == name }) else { return nil }
    selected = index
    return []
  }
}

extension AlertsPane: NamedRows {
  var rowName: String? {
    guard scroll(of: part).cursor > 0 else { return nil }
    return names.indices.contains(scroll(of: part).cursor) ? names[scroll(of: part).cursor] : nil
  }

  mutating func select(rowNamed name: String, in context: Context) -> [Request]? {
    guard let index = names.firstIndex(of: name) else { return nil }
    keep(part, at: index, in: context)
    return followCursor(in: context, atRest: false)
  }

  /// Headings have names that no row has.
  private var names: [String] {
    switch part {
    case .alerts: lines.map { $0.entry?.alert.labels.description ?? "" }
    case .silences: silences.map(\.silence.id)
    case .applications: applications.map { "\($0.namespace)/\($0.name)" }
    case .feed: feed.map(\.message.id)
    }
  }
}

extension ServerPane: NamedRows {
  var rowName: String? {
    let cursor = scroll(of: part).cursor
    return cursor > 0 && names.indices.contains(cursor) ? names[cursor] : nil
  }

  mutating func select(rowNamed name: String, in context: Context) -> [Request]? {
    guard let index = names.firstIndex(of: name) else { return nil }
    scrolls[part, default: ScrollPosition()].move(
      to: index, count: count(of: part), height: height(of: part, in: context))
    return []
  }

  private var names: [String] {
    switch part {
    case .targets: targets.map { "\($0.source) \($0.target.labels.description)" }
    case .rules: rules.map { "\($0.source) \($0.rule.group)/\($0.rule.name)\($0.rule.labels.description)" }
    case .storage: storage.map { "\($0.source) \($0.list) \($0.count.name)" }
    }
  }
}

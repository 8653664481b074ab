internal import Analysis
internal import Canvas
internal import Languages
internal import Reports
internal import Telemetry

/// What keys do in the detail of a span.
extension WaterfallPane {
  static let linkedSlot: Slot = "linked-from"

  /// Who links to this trace; asked once the detail is enlarged.
  func linkQuestions(in context: Context) -> [Question] {
    guard panel.hasAsked, let tree = model?.tree else { return [] }
    let end = min(context.now, max(tree.start, tree.start + .nanoseconds(tree.durationNs)) + .hours(6))
    let range = TimeRange(start: tree.start - .hours(1), end: max(end, tree.start))
    let query = TraceExpression(
      .pipeline(
        TracePipeline(
          .filter(
            SpansetFilter(
              .binary(.equal, .field(.intrinsic(.linkTraceID)), .literal(.string(id.description))))))))
    return [
      Question(
        Self.linkedSlot, source,
        .traceSearch(TraceQL: query.description, range: range, limit: 20, spansPerSet: 3), goodFor: .minutes(5))
    ]
  }

  mutating func receiveLinks(_ result: Result<Answer, QueryFailure>, in context: Context) {
    switch result {
    case .success(let answer):
      guard case .traces(let found) = answer.body else { return }
      panel.know(LinkedSpans(found, except: id))
    case .failure(let failure): panel.know(.refused(failure.message))
    }
    settlePanel(isChanged: true, in: context)
  }

  /// The area of the detail on a screen of this size.
  func detailArea(in context: Context) -> Rect {
    WaterfallLayout(FrameLayout(context.size).body, detailIsLarge: panel.isLarge).detail
  }

  mutating func settlePanel(isChanged: Bool = false, in context: Context) {
    guard let model, let row else { return }
    panel.settle(model, row: row, in: detailArea(in: context), isChanged: isChanged)
  }

  /// For another span under the cursor.
  mutating func rewindDetail(in context: Context) {
    panel.rewind()
    settlePanel(in: context)
  }

  /// What keys are worth knowing in the enlarged detail.
  var detailHints: [Command] {
    let folds: [Command] = panel.page?.layout.lines.contains(where: \.isFold) == true ? [.toggle] : []
    return [.search, .copy, .include, .exclude] + folds + [.nextPart]
  }

  /// What a command does in the enlarged detail, where that is something of its own.
  func detailHint(for command: Command) -> String? {
    switch command {
    case .search: "filter"
    case .copy: "copy value"
    case .include: "search for it"
    case .exclude: "search without"
    case .toggle: "unfold"
    case .nextPart: "close detail"
    default: nil
    }
  }

  /// Enlarges the detail, or makes it small again.
  mutating func toggleDetail(in context: Context) -> [Request] {
    panel.toggleSize()
    guard panel.isLarge else { return [] }
    let isFirst = !panel.hasAsked
    if isFirst { panel.ask() }
    settlePanel(in: context)
    return isFirst ? linkQuestions(in: context).map { .ask($0) } : []
  }

  /// `a`: the attributes narrowed by what is typed.
  mutating func filterDetail(in context: Context) -> [Request] {
    let requests = panel.isLarge ? [] : toggleDetail(in: context)
    panel.filter.begin()
    return requests
  }

  /// A command while the detail is enlarged; `nil`: it means the same as ever.
  mutating func performInDetail(_ command: Command, in context: Context) -> [Request]? {
    guard panel.isLarge else { return nil }
    settlePanel(in: context)
    let height = detailArea(in: context).height
    let count = panel.page?.layout.lines.count ?? 0
    switch command {
    case .up: panel.move(by: -1, height: height)
    case .down: panel.move(by: 1, height: height)
    case .pageUp: panel.move(by: 1 - height, height: height)
    case .pageDown: panel.move(by: height - 1, height: height)
    case .top: panel.move(by: -count, height: height)
    case .bottom: panel.move(by: count, height: height)
    case .search, .filterDetail: return filterDetail(in: context)
    case .toggle: return toggleFold(in: context)
    case .open: return openEntry(in: context)
    case .copy: return panel.entry.map { [.copy($0.text)] } ?? [.say("no line is under the cursor")]
    case .include, .exclude: return narrowSearch(isExcluded: command == .exclude, in: context)
    default: return nil
    }
    return []
  }

  private mutating func toggleFold(in context: Context) -> [Request] {
    guard let subject = panel.entry?.subject, panel.toggleFold() else {
      return [.say("this value shows whole")]
    }
    settlePanel(isChanged: true, in: context)
    panel.moveToStart(of: subject, height: detailArea(in: context).height)
    return []
  }

  private mutating func openEntry(in context: Context) -> [Request] {
    guard let model, let row, let entry = panel.entry else { return [.say("no line is under the cursor")] }
    switch entry.subject {
    case .link(let index), .attribute(.link, _, let index):
      let links = model.span(row).links
      return links.indices.contains(index) ? [.open(Self.following(links[index], source: source))] : []
    case .linkedFrom(let index):
      guard case .found(let found) = panel.linkedFrom, found.indices.contains(index) else { return [] }
      let landing = Landing(spanID: found[index].span)
      return [.open(WaterfallPane(id: found[index].trace, source: found[index].source ?? source, landing: landing))]
    case .fact("parent"): return selectParent(of: row, in: context)
    default: return toggleFold(in: context)
    }
  }

  private mutating func selectParent(of row: Int, in context: Context) -> [Request] {
    guard let parent = model?.tree.rows[row].parent else { return [.say("the parent span was not received")] }
    select(row: parent, in: context)
    return []
  }

  /// Enter on a span while the detail is small.
  func openLink(of row: Int) -> [Request] {
    guard let link = model?.span(row).links.first else {
      return [.say("this span has no links; l logs, m metrics, Tab enlarges its detail")]
    }
    return [.open(Self.following(link, source: source))]
  }

  static func following(_ link: SpanLink, source: SourceID) -> WaterfallPane {
    WaterfallPane(id: link.traceID, source: source, landing: Landing(spanID: link.spanID))
  }

  /// `+` and `-`: the search this trace was found by, with or without the value under the cursor.
  private func narrowSearch(isExcluded: Bool, in context: Context) -> [Request] {
    guard let model, let row, let entry = panel.entry else { return [.say("no line is under the cursor")] }
    let sign = isExcluded ? "-" : "+"
    guard let (field, value) = entry.condition(of: model.span(row)) else {
      return [.say("\(sign) needs an attribute, name, kind or status under the cursor; \(entry.key) is none")]
    }
    let found = foundBy ?? "{ }"
    if let text = try? TraceSearchBuilder.including(field, value, in: found, isExcluded: isExcluded) {
      return [.open(TracesPane(query: text, source: source))]
    }
    guard let text = try? TraceSearchBuilder.including(field, value, in: "{ }", isExcluded: isExcluded) else {
      return [.say("no search can be made of \(entry.key)")]
    }
    return [
      .open(TracesPane(query: text, source: source)),
      .say("the search this trace came from cannot be narrowed; this is a new one"),
    ]
  }

  /// A key while the detail's filter is typed.
  mutating func typeInDetail(_ key: Key, in context: Context) -> [Request]? {
    switch panel.filter.press(key) {
    case .changed: settlePanel(isChanged: true, in: context)
    case .move(let rows): panel.move(by: rows, height: detailArea(in: context).height)
    case .editing, .left: break
    case .unused: return nil
    }
    return []
  }

  mutating func pasteInDetail(_ text: String, in context: Context) {
    panel.filter.insert(text)
    settlePanel(isChanged: true, in: context)
  }
}

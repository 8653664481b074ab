public import Analysis
internal import Canvas
internal import Reports
public import Telemetry

/// One trace as a tree of spans over time.
public struct WaterfallPane: Pane {
  public let id: TraceID
  public let source: SourceID
  let landing: Landing
  var model: WaterfallModel?
  /// The server answered, and does not have the trace.
  var isMissing = false
  var scroll = ScrollPosition()
  var detailIsLarge = false
  var showsStatistics = false
  var detailOffset = 0
  var search: TextField?
  var pattern = ""

  public init(id: TraceID, source: SourceID, landing: Landing = Landing()) {
    self.id = id
    self.source = source
    self.landing = landing
  }

  public var kind: PaneKind { .waterfall }
  public var title: String { "trace \(id.short)" }

  public func questions(in context: Context) -> [Question] {
    // A trace does not change once it is whole; a missing one may still arrive.
    model != nil ? [] : [Question(.main, source, .trace(id, hint: nil))]
  }

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    guard case .trace(let trace) = answer.body else { return [] }
    guard let trace, !trace.spans.isEmpty else {
      isMissing = true
      return []
    }
    let model = WaterfallModel(trace)
    self.model = model
    let wanted = landing.spanID.flatMap { model.tree.row(showing: $0) } ?? model.culprit ?? 0
    select(row: wanted, in: context)
    return []
  }

  /// The row under the cursor, as an index into the tree's rows.
  var row: Int? {
    guard let model, model.visible.indices.contains(scroll.cursor) else { return nil }
    return model.visible[scroll.cursor]
  }

  mutating func select(row: Int, in context: Context) {
    model?.reveal(row)
    guard let index = model?.visible.firstIndex(of: row) else { return }
    scroll.move(to: index, count: model?.visible.count ?? 0, height: listHeight(in: context))
    detailOffset = 0
  }

  /// Rows of the tree on a screen of this size.
  func listHeight(in context: Context) -> Int {
    let body = FrameLayout(context.size).body
    return WaterfallLayout(body, detailIsLarge: detailIsLarge).rows.height
  }

  public func anchor(in context: Context) -> Anchor? {
    guard let model, let row else { return nil }
    let span = model.span(row)
    let resource = model.tree.trace.resources.indices.contains(span.resource)
      ? model.tree.trace.resources[span.resource].attributes : []
    let labels = Labels((resource + span.attributes).map { Labels.Pair($0.key, $0.value.description) })
    return Anchor(
      signal: .traces, source: source, labels: labels, service: model.service(row),
      range: TimeRange(start: span.start, end: span.end), moment: span.start, traceID: id,
      spanID: span.id, operation: span.name, services: model.services)
  }

  public func hints(in context: Context) -> [Command] {
    [.jumpToLogs, .jumpToMetrics, .nextTrouble, .criticalPathOnly, .toggle, .statistics, .search]
  }
}

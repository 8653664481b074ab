public import Analysis
internal import Canvas
internal import Reports
public import Telemetry

/// One trace as a tree of spans over time.
public struct WaterfallPane: Pane {
  public let id: TraceID
  public let source: SourceID
  let landing: Landing
  /// The moment that the other half of a split points at.
  var pointed: Instant?
  var model: WaterfallModel?
  /// How many spans arrived whose tree is being worked out.
  var preparing: Int?
  /// The server answered, and does not have the trace.
  var isMissing = false
  var scroll = ScrollPosition()
  /// The search that listed this trace, for `+` and `-`; `nil` when it came another way.
  var foundBy: String?
  /// The detail of the span under the cursor.
  var panel = SpanPanel()
  /// What the other views of the trace are made of.
  var views = TraceViews()
  /// Time by service and operation in place of the tree.
  var statistics: StatisticsList?
  /// The row the cursor should be on while folding hides it.
  var hiddenRow: Int?
  var filter = WaterfallFilter()
  /// What the time axis shows.
  var zoom = TimeZoom(durationNs: 0)
  /// The whole trace in a row, counted once.
  var overview: TraceOverview?
  /// Where a selection of rows began.
  var mark: Int?
  /// Where the walk by self time stands.
  var slowRow: Int?
  var columns = WaterfallColumns.Choice()
  var isChoosingColumns = false

  public init(id: TraceID, source: SourceID, landing: Landing = Landing(), foundBy: String? = nil) {
    self.id = id
    self.foundBy = foundBy
    self.source = source
    self.landing = landing
  }

  public var kind: PaneKind { .waterfall }
  public var title: String { "trace \(id.short)" }

  public func questions(in context: Context) -> [Question] {
    // A trace does not change once it is whole; a missing one, or missing parts, may still arrive.
    (isWhole ? [] : [Question(.main, source, .trace(id, hint: nil))]) + linkQuestions(in: context)
  }

  private var isWhole: Bool {
    guard let tree = model?.tree else { return false }
    // Parts of what is too large stay parts, and asking again would cost the server as much.
    if tree.trace.isInParts { return true }
    return !tree.trace.partial && tree.roots.count == 1 && !tree.rows[tree.roots[0]].marks.contains(.orphan)
  }

  public mutating func receive(
    _ failure: QueryFailure, to question: Question, in context: Context
  ) -> [Request] {
    if question.slot == Self.linkedSlot { receiveLinks(.failure(failure), in: context) }
    return []
  }

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    if question.slot == Self.linkedSlot {
      receiveLinks(.success(answer), in: context)
      return []
    }
    guard case .trace(let trace) = answer.body else { return [] }
    guard let trace, !trace.spans.isEmpty else {
      isMissing = model == nil
      return []
    }
    if let old = model { return take(more: trace, after: old, in: context) }
    let work = Preparation.waterfall(trace)
    if trace.spans.count > Self.withinAFrame {
      preparing = trace.spans.count
      return [.prepare(work)]
    }
    return receive(work.made(), in: context)
  }

  /// Trees of so many spans are worked out in less than a frame.
  private static let withinAFrame = 5000

  public mutating func receive(_ prepared: Prepared, in context: Context) -> [Request] {
    guard case .waterfall(let made, let strip) = prepared.product else { return [] }
    (model, overview, preparing) = (made, strip, nil)
    zoom = TimeZoom(durationNs: made.tree.durationNs)
    let wanted = landing.spanID.flatMap { made.tree.row(showing: $0) } ?? made.culprit ?? 0
    select(row: wanted, in: context)
    return []
  }

  /// Spans that arrived late. The cursor stays on its span and folded spans stay folded.
  private mutating func take(
    more trace: Trace, after old: WaterfallModel, in context: Context
  ) -> [Request] {
    guard trace.spans.count > old.tree.rows.count else { return [] }
    let span = row.map { old.span($0).id }
    let folded = Set(old.folding.isFolded.indices.filter(old.isFolded).map { old.span($0).id })
    var model = WaterfallModel(trace)
    model.fold(model.tree.rows.indices.filter { folded.contains(model.span($0).id) })
    if let mode = old.folding.mode { model.fold(by: mode) }
    if old.filter != nil { model.setFilter(try? TraceFilter(typed: filter.text, in: model.tree)) }
    if old.siblings.isFolded { model.toggleSiblings() }
    if old.pathOnly { model.togglePathOnly() }
    self.model = model
    if statistics != nil { statistics = StatisticsList(model) }
    overview = TraceOverview(model)
    let earlier = (old.tree.start - model.tree.start).wholeNanoseconds
    zoom = zoom.grown(to: model.tree.durationNs, startingEarlierBy: earlier)
    (mark, slowRow, hiddenRow) = (nil, nil, nil)
    if let row = span.flatMap({ model.tree.row(showing: $0) }) { select(row: row, in: context) }
    return [.say("\(trace.spans.count - old.tree.rows.count) more spans arrived")]
  }

  /// The row under the cursor, as an index into the tree's rows.
  var row: Int? {
    guard let model, scroll.cursor < model.visible.count else { return nil }
    return model.visible[scroll.cursor]
  }

  mutating func select(row: Int, in context: Context) {
    model?.reveal(row)
    guard let index = model?.visible.index(of: row) else { return }
    scroll.move(to: index, count: model?.visible.count ?? 0, height: listHeight(in: context))
    rewindDetail(in: context)
    hiddenRow = nil
  }

  /// Rows of the tree on a screen of this size.
  func listHeight(in context: Context) -> Int {
    let body = FrameLayout(context.size).body
    return WaterfallLayout(body, detailIsLarge: panel.isLarge).rows.height
  }

  public func anchor(in context: Context) -> Anchor? {
    guard let model, let row else { return nil }
    let span = model.span(row)
    let resource = model.tree.trace.resources.indices.contains(span.resource)
      ? model.tree.trace.resources[span.resource].attributes : []
    let labels = Labels((resource + span.attributes).map { Labels.Pair($0.key, $0.value.description) })
    var anchor = Anchor(
      signal: .traces, source: source, labels: labels, service: model.service(row),
      range: TimeRange(start: span.start, end: span.end), moment: span.start, traceID: id,
      spanID: span.id, operation: span.name, services: Array(model.services.prefix(40)))
    anchor.traceName = model.tree.mainRoot.map { model.span($0).name }
    anchor.traceRange = TimeRange(
      start: model.tree.start, end: model.tree.start + .nanoseconds(model.tree.durationNs))
    return anchor
  }
}

internal import Analysis
public import Canvas
public import Telemetry

/// One trace, as `nightjar trace` prints it.
public struct TraceReport: Sendable {
  private let model: WaterfallModel

  public init(_ trace: Trace) { model = WaterfallModel(trace) }

  public var json: JSON {
    let tree = model.tree
    return .object([
      ("traceId", .string(tree.trace.id.description)), ("start", .time(tree.start)),
      ("duration", .seconds(tree.durationNs)), ("services", .array(model.services.map(JSON.string))),
      ("partial", .bool(tree.trace.partial)), ("spans", .array(tree.rows.indices.map(span))),
      ("criticalPath", .array(model.path.segments.map { segment in
        .object([
          ("spanId", .string(tree.trace.spans[segment.span].id.description)), ("fromNs", .integer(segment.fromNs)),
          ("toNs", .integer(segment.toNs)),
        ])
      })),
    ])
  }

  private func span(_ row: Int) -> JSON {
    let (item, span) = (model.tree.rows[row], model.span(row))
    let resource = model.tree.trace.resources.indices.contains(span.resource)
      ? model.tree.trace.resources[span.resource].attributes : []
    return .object([
      ("spanId", .string(span.id.description)), ("parentId", .optional(span.parentID) { .string($0.description) }),
      ("depth", .integer(Int64(item.depth))), ("service", .string(model.service(row))), ("name", .string(span.name)),
      ("kind", .string(span.kind.name)), ("start", .time(span.start)),
      ("durationNs", .integer(span.durationNanoseconds)), ("selfNs", .integer(item.selfNs)),
      ("status", .string(span.status.name)), ("statusMessage", .string(span.statusMessage)),
      ("critical", .bool(model.isOnPath(row))), ("attributes", .attributes(span.attributes)),
      ("resource", .attributes(resource)), ("events", .array(span.events.map(Self.event))),
      ("links", .array(span.links.map(Self.link))),
    ])
  }

  private static func event(_ event: SpanEvent) -> JSON {
    .object([("time", .time(event.time)), ("name", .string(event.name)), ("attributes", .attributes(event.attributes))])
  }

  private static func link(_ link: SpanLink) -> JSON {
    .object([
      ("traceId", .string(link.traceID.description)), ("spanId", .optional(link.spanID) { .string($0.description) }),
      ("attributes", .attributes(link.attributes)),
    ])
  }

  /// The waterfall drawn over `width` columns, all spans.
  public func drawing(width: Int, glyphs: GlyphSet) -> [String] {
    var lines: [String] = []
    draw(width: width, glyphs: glyphs) { lines.append($0) }
    return lines
  }

  /// As `drawing`, line by line: a surface of a hundred thousand rows would be larger than the trace.
  public func draw(width: Int, glyphs: GlyphSet, _ emit: (String) -> Void) {
    func emitAll(_ surface: Surface) {
      (glyphs == .ascii ? surface.asciiFolded() : surface).lines.forEach(emit)
    }
    var head = Surface(Size(width, 2))
    let columns = drawHead(on: &head)
    emitAll(head)
    let scale = TimeScale(area: columns.bar, fromNs: 0, toNs: model.tree.durationNs)
    var rest = model.visible[...]
    while !rest.isEmpty {
      let rows = rest.prefix(64)
      rest = rest.dropFirst(64)
      var surface = Surface(Size(width, rows.count))
      for (line, row) in zip(0..., rows) {
        WaterfallRow(model: model, row: row, columns: columns, scale: scale)
          .draw(in: surface.bounds.row(line), on: &surface)
      }
      emitAll(surface)
    }
  }

  /// What the trace is, and the names and times of the columns.
  private func drawHead(on surface: inout Surface) -> WaterfallColumns {
    let tree = model.tree
    let name = tree.mainRoot.map { tree.span(at: $0).name } ?? ""
    let text = "\(tree.trace.id) · \(name) · \(Durations.text(nanoseconds: tree.durationNs)) · \(tree.rows.count) spans"
      + " · \(model.services.count) services" + (tree.errorCount > 0 ? " · ✗\(tree.errorCount)" : "")
    surface.put(text.fitted(to: surface.size.width), at: Point(0, 0))
    let columns = WaterfallColumns(surface.bounds.rows(1, 1))
    columns.drawHead(on: &surface)
    TimeScale(area: columns.bar, fromNs: 0, toNs: tree.durationNs).drawTicks(on: &surface)
    return columns
  }
}

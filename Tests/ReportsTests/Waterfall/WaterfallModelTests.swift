import Analysis
import Telemetry
import Testing

@testable import Reports

/// What a waterfall knows of a trace beyond its tree.
@Suite struct WaterfallModelTests {
  private static let start = Instant(nanoseconds: 1_700_000_000_000_000_000)

  /// Spans as `id, parent (0: none), from, to, service`; a name is its service's. Times in ns.
  private func model(_ spans: [(UInt64, UInt64, Int64, Int64, Int)], failed: Set<UInt64> = []) -> WaterfallModel {
    WaterfallModel(
      Trace(
        id: TraceID(high: 0, low: 1)!,
        spans: spans.map { id, parent, from, to, service in
          Span(
            id: SpanID(id)!, parentID: parent == 0 ? nil : SpanID(parent), name: "op\(service)",
            start: Instant(nanoseconds: Self.start.nanoseconds + from), durationNanoseconds: to - from,
            status: failed.contains(id) ? .error : .unset, resource: service)
        },
        resources: ["web", "api", "db"].map { Resource(attributes: [Attribute("service.name", .string($0))]) }))
  }

  /// web ━━━━━━━━━━ 0-100, api 10-40 with db 20-30, api 50-60 (failed), api 70-80
  private var shop: WaterfallModel {
    model([(1, 0, 0, 100, 0), (2, 1, 10, 40, 1), (3, 2, 20, 30, 2), (4, 1, 50, 60, 1), (5, 1, 70, 80, 1)], failed: [4])
  }

  @Test(arguments: [
    (0, 0, 100, 50), (0, 0, 10, 10), (0, 5, 45, 10), (0, 20, 30, 0), (1, 0, 100, 20), (1, 15, 35, 10), (2, 0, 25, 5),
    (0, 95, 400, 5), (0, -50, 5, 5), (0, 45, 45, 0),
  ]) func ownTimeOfAnyStretch(row: Int, from: Int, to: Int, expected: Int) {
    #expect(shop.ownTime.ns(ofRow: row, from: Int64(from), to: Int64(to)) == Int64(expected))
  }

  @Test func selfTimeBelowARow() {
    #expect(shop.selfNsBelow(0) == 50 && shop.selfNsBelow(1) == 10 && shop.selfNsBelow(4) == 0)
  }

  @Test func foldModes() {
    var model = shop
    model.fold(by: .depth(1))
    #expect(Array(model.visible) == [0, 1, 3, 4])
    model.fold(by: .depth(0))
    #expect(Array(model.visible) == [0])
    model.fold(by: nil)
    #expect(model.visible.count == 5)
    var pure = self.model([(1, 0, 0, 100, 0), (2, 1, 0, 50, 1), (3, 2, 0, 20, 1), (4, 3, 0, 10, 1), (5, 1, 50, 90, 0), (6, 5, 60, 70, 2)])
    pure.fold(by: .service)
    #expect(Array(pure.visible) == [0, 1, 4, 5])
    #expect(pure.isFolded(1) && !pure.isFolded(0) && !pure.isFolded(4))
  }

  @Test func foldsOffThePath() {
    // The second child ends first and was waited for by nobody.
    var model = model([(1, 0, 0, 100, 0), (2, 1, 10, 90, 1), (3, 1, 20, 60, 1), (4, 3, 30, 40, 2)])
    model.fold(by: .offPath)
    #expect(Array(model.visible) == [0, 1, 2] && model.isFolded(2))
  }

  @Test func alikeSiblingsStandForAll() {
    var model = shop
    model.toggleSiblings()
    // The failed one is another outcome; the first holds a child, which goes with it.
    #expect(Array(model.visible) == [0, 1, 2, 3])
    let group = model.siblings.group(1)
    #expect(group == AlikeSiblings.Group(count: 2, totalNs: 40, errors: 0, endNs: 80))
    #expect(model.siblings.group(3) == nil && model.siblings.hiddenCount == 1)
  }

  @Test func rootsAreSiblingsToo() {
    var model = model([(1, 0, 0, 10, 0), (2, 0, 20, 30, 0), (3, 0, 40, 50, 1)])
    model.toggleSiblings()
    #expect(Array(model.visible) == [0, 2] && model.siblings.group(0)?.count == 2)
  }

  @Test func failuresAroundTheEnd() {
    let model = model([(1, 0, 0, 100, 0), (2, 1, 10, 20, 1), (3, 1, 30, 40, 1), (4, 1, 50, 60, 1)], failed: [2, 4])
    #expect([0, 1, 2, 3].map { model.failed(after: $0, backwards: false) } == [1, 3, 3, 1])
    #expect([0, 1, 2, 3].map { model.failed(after: $0, backwards: true) } == [3, 3, 1, 1])
  }

  @Test func revealsWhateverHides() {
    var model = shop
    model.setFolded(0, true)
    model.reveal(2)
    #expect(model.visible.count == 5)
    model.toggleSiblings()
    model.reveal(4)
    #expect(!model.siblings.isFolded)
    model.setFilter(TraceFilter(text: "db", in: model.tree))
    #expect(Array(model.visible) == [0, 1, 2])
    model.reveal(3)
    #expect(!model.hidesRest && model.visible.count == 5 && model.filter?.matches == [2])
    model.setFilter(nil)
    #expect(model.visible.count == 5)
  }

  @Test func neverShowsNothing() {
    var model = model([(1, 0, 0, 100, 0), (2, 0, 10, 20, 2)])
    model.setFilter(TraceFilter(text: "db", in: model.tree))
    let changed = model.togglePathOnly()
    #expect(!changed && !model.pathOnly && Array(model.visible) == [1])
  }

  @Test func visibleRowsAreFound() {
    let rows = VisibleRows([0, 3, 4, 9])
    #expect([0, 3, 9].map { rows.index(of: $0) } == [0, 1, 3] && rows.index(of: 5) == nil && rows.index(of: 10) == nil)
    #expect([0, 1, 4, 5, 99].map(rows.count(before:)) == [0, 1, 2, 3, 4])
  }
}

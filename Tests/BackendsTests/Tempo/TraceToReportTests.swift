internal import Analysis
internal import Backends
internal import Canvas
internal import Foundation
internal import Reports
internal import SwiftProtobuf
internal import Telemetry
internal import Testing

/// Traces as servers really send them, from the bytes through the tree and the critical path to the report.
@Suite struct TraceToReportTests {
  private let id = TraceID(hex: "4bf92f3577b34da6a3ce929d0e0e4736")!

  /// Reads an answer and takes it all the way; each span has one row and one line.
  @discardableResult
  private func journey(_ bytes: [UInt8], json: Bool = false) throws -> TraceTree {
    let type = json ? "application/json" : "application/protobuf"
    let response = HTTPResponse(status: 200, headers: ["content-type": type], body: Payload(bytes))
    let answer = try TempoDialect().answer(to: .trace(id, hint: nil), from: response)
    let trace = try #require(try Result.success(answer).trace())
    return try journey(trace)
  }

  @discardableResult
  private func journey(_ trace: Trace) throws -> TraceTree {
    let tree = TraceTree(trace)
    #expect(tree.rows.count == trace.spans.count)
    #expect(Set(tree.rows.map(\.span)).count == trace.spans.count)
    expectNoGap(CriticalPath(tree), in: tree)
    let report = TraceReport(trace)
    #expect(report.drawing(width: 100, glyphs: .unicode).count == trace.spans.count + 2)
    #expect(report.json.text.contains("\"criticalPath\""))
    return tree
  }

  private func expectNoGap(_ path: CriticalPath, in tree: TraceTree) {
    for (before, after) in zip(path.segments, path.segments.dropFirst()) { #expect(before.toNs == after.fromNs) }
    let total = path.segments.reduce(0) { $0 + $1.lengthNs }
    #expect(total == tree.mainRoot.map { tree.rows[$0].lengthNs })
  }

  private func protobuf(_ spans: [WireSpan]) throws -> [UInt8] {
    try TraceWire.answer(batches: [TraceWire.batch(spans)])
  }

  /// A span from 10 to 20 ns after the trace's begin, unless changed.
  private func span(
    _ id: UInt64, below parent: UInt64? = nil, from start: UInt64 = 10, to end: UInt64 = 20,
    _ change: (inout WireSpan) -> Void = { _ in }
  ) -> WireSpan {
    WireSpan.with {
      $0.spanID = TraceWire.id(id)
      if let parent { $0.parentSpanID = TraceWire.id(parent) }
      ($0.start, $0.end) = (1_700_000_000_000_000_000 + start, 1_700_000_000_000_000_000 + end)
      change(&$0)
    }
  }

  @Test(arguments: [
    "trace-v1", "trace-v2", "trace-v2-bounded", "trace-v2-exception", "trace-v2-links", "trace-v2-short-id",
  ])
  func recordedTraces(_ file: String) throws {
    let tree = try journey(Fixture("tempo/" + file).bytes, json: true)
    #expect(tree.roots.count == 1)
  }

  /// Events, links, scopes, resources, short ids and status messages are among them.
  @Test(arguments: [
    "trace-v1", "trace-v2", "trace-v2-bounded", "trace-v2-exception", "trace-v2-links", "trace-v2-short-id",
  ])
  func bothEncodingsOfARecordedTraceAreEqual(_ file: String) throws {
    let json = HTTPResponse(status: 200, body: Payload(try Fixture("tempo/" + file).bytes))
    let dialect = TempoDialect()
    let read = try #require(try Result.success(dialect.answer(to: .trace(id, hint: nil), from: json)).trace())
    let protobuf = HTTPResponse(
      status: 200, headers: ["content-type": "application/protobuf"],
      body: Payload(try TraceWire.answer(read)))
    #expect(try Result.success(dialect.answer(to: .trace(id, hint: nil), from: protobuf)).trace() == read)
  }

  @Test func twelveRoots() throws {
    let tree = try journey(protobuf((1...12).map { span($0, from: $0, to: $0 * 3) }))
    #expect(tree.roots.count == 12)
  }

  @Test func parentsThatNeverArrived() throws {
    let tree = try journey(protobuf([span(1, below: 99), span(2, below: 1), span(3, below: 98)]))
    #expect(tree.roots.map { tree.rows[$0].marks } == [.orphan, .orphan])
  }

  @Test func differingClocks() throws {
    let tree = try journey(
      protobuf([span(1, from: 100, to: 200), span(2, below: 1, from: 50, to: 150), span(3, below: 1, from: 150, to: 900)]))
    #expect(tree.rows.map(\.marks) == [[], .skewed, .outlivesParent])
    #expect(tree.rows[1].startNs == tree.rows[0].startNs)
  }

  @Test func aCycleOfParents() throws {
    let tree = try journey(protobuf([span(1, below: 3), span(2, below: 1), span(3, below: 2), span(4, below: 4)]))
    #expect(tree.rows.count { $0.marks.contains(.cycle) } == 2)
  }

  @Test func duplicateIds() throws {
    let tree = try journey(protobuf([span(1), span(2, below: 1), span(2, below: 1), span(3, below: 2)]))
    #expect(tree.rows.count { $0.marks.contains(.duplicate) } == 1)
  }

  @Test func linksAndExceptions() throws {
    let failed = span(1) { wire in
      wire.status.code = 2
      wire.status.message = Data("no answer".utf8)
      wire.links = [WireSpan.Link.with { $0.traceID = TraceWire.id(7) + TraceWire.id(8) }]
      wire.events = [
        WireSpan.Event.with {
          $0.name = Data("exception".utf8)
          $0.attributes = TraceWire.attributes([Attribute("exception.type", .string("TimeoutError"))])
        }
      ]
    }
    let tree = try journey(protobuf([failed, span(2, below: 1)]))
    #expect(tree.errorCount == 1)
    let span = tree.span(at: 0)
    #expect(span.links.map(\.traceID) == [TraceID(high: 7, low: 8)])
    #expect(span.events.map(\.isException) == [true])
    #expect(span.statusMessage == "no answer")
  }

  /// As deep as it is long: nothing on the way may recur.
  @Test func aChainOfTwentyThousand() throws {
    let spans = (UInt64(1)...20_000).map { id in
      span(id, below: id == 1 ? nil : id - 1, from: id, to: 100_000 - id)
    }
    let bytes = try protobuf(spans)
    let response = HTTPResponse(
      status: 200, headers: ["content-type": "application/protobuf"], body: Payload(bytes))
    let answer = try TempoDialect().answer(to: .trace(id, hint: nil), from: response)
    let tree = TraceTree(try #require(try Result.success(answer).trace()))
    #expect(tree.rows.last?.depth == 19_999)
    expectNoGap(CriticalPath(tree), in: tree)
  }

  /// The largest trace we promise: eight children a span, in batches as exporters flush them.
  @Test func aQuarterOfAMillionSpans() throws {
    let batches = try (0..<500).map { batch in
      try TraceWire.batch(
        (1...500).map { number in
          let id = UInt64(batch * 500 + number)
          return span(id, below: id == 1 ? nil : (id + 6) / 8, from: id, to: 1_000_000 - id)
        })
    }
    let response = HTTPResponse(
      status: 200, headers: ["content-type": "application/protobuf"],
      body: Payload(try TraceWire.answer(batches: batches)))
    let answer = try TempoDialect().answer(to: .trace(id, hint: nil), from: response)
    let tree = TraceTree(try #require(try Result.success(answer).trace()))
    #expect(tree.rows.count == 250_000)
    #expect(tree.roots == [0])
    #expect(tree.rows[0].subtreeSize == 250_000)
    expectNoGap(CriticalPath(tree), in: tree)
  }
}

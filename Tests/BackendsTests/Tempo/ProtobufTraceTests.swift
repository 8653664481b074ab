internal import Backends
internal import Foundation
internal import SwiftProtobuf
internal import Telemetry
internal import Testing

@Suite struct ProtobufTraceTests {
  private let dialect = TempoDialect()
  private let byID = Query.trace(TraceID(hex: "4bf92f3577b34da6a3ce929d0e0e4736")!, hint: nil)

  private func response(_ bytes: [UInt8], status: Int = 200) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: ["content-type": "application/protobuf"], body: Payload(bytes))
  }

  private func answer(_ bytes: [UInt8], to query: Query? = nil) throws -> Answer {
    try dialect.answer(to: query ?? byID, from: response(bytes))
  }

  private func trace(_ bytes: [UInt8], to query: Query? = nil) throws -> Trace {
    try #require(try Result.success(answer(bytes, to: query)).trace())
  }

  private func span(_ id: UInt64, _ change: (inout WireSpan) -> Void = { _ in }) -> WireSpan {
    WireSpan.with {
      $0.spanID = TraceWire.id(id)
      change(&$0)
    }
  }

  @Test func bothEncodingsOfTheRecordedTraceAreEqual() throws {
    let protobuf = try dialect.answer(to: byID, from: Fixture("tempo/trace-v2-protobuf").answer())
    let json = try dialect.answer(to: byID, from: Fixture("tempo/trace-v2").answer())
    #expect(protobuf == json)
    #expect(try Result.success(protobuf).trace()?.spans.count == 14)
  }

  @Test func protobufIsAskedFor() throws {
    let request = try dialect.request(for: byID)
    #expect(request.headers == [HTTPRequest.Field("Accept", "application/protobuf")])
    let search = Query.traceSearch(TraceQL: "{}", range: .recorded, limit: 1, spansPerSet: 1)
    #expect(try dialect.request(for: search).headers.isEmpty)
  }

  @Test func whoeverRefusesTheEncodingIsAskedForJSON() throws {
    let refusal = HTTPResponse(status: 406, body: Payload("not acceptable"))
    let second = try #require(dialect.alternative(to: byID, after: refusal))
    #expect(second.headers.isEmpty)
    #expect(second.path == (try dialect.request(for: byID).path))
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func whatWasWrittenIsRead(_ seed: UInt64) throws {
    var generator = GeneratedTrace(seed: seed)
    let sent = generator.trace(spans: Int(seed) * 3)
    let query = Query.trace(sent.id, hint: nil)
    #expect(try trace(TraceWire.answer(sent), to: query) == sent)
  }

  @Test func aBareTraceOfVersion1() throws {
    var generator = GeneratedTrace(seed: 7)
    let sent = generator.trace(spans: 30)
    let bytes = try TraceWire.bare(batches: sent.spans.map { try TraceWire.batch([$0], of: sent) })
    #expect(try trace(bytes, to: .trace(sent.id, hint: nil)) == sent)
  }

  /// The first batch of a bare trace may have nothing that tells it from a wrapper.
  @Test func aBareTraceWithABatchOfNothing() throws {
    let empty = WireResourceSpans.with {
      $0.resource.attributes = TraceWire.attributes([Attribute("service.name", .string("idle"))])
    }
    let bytes = try TraceWire.bare(batches: [empty, TraceWire.batch([span(1)])])
    #expect(try trace(bytes).spans.map(\.id) == [SpanID(1)])
  }

  @Test func spansUnderTheirOldName() throws {
    let group = try WireScopeSpans.with {
      $0.scope.name = Data("old".utf8)
      $0.spans = [try span(9).serializedData()]
    }
    let batch = WireResourceSpans.with { $0.librarySpans = [group] }
    for bytes in [try TraceWire.answer(batches: [batch]), try TraceWire.bare(batches: [batch])] {
      let trace = try trace(bytes)
      #expect(trace.spans.map(\.id) == [SpanID(9)])
      #expect(trace.scopes == [InstrumentationScope(name: "old")])
    }
  }

  @Test func aPartIsMarkedSo() throws {
    let bytes = try TraceWire.answer(
      batches: [TraceWire.batch([span(1)])], status: 1, message: "the trace exceeds 50 MB")
    let answer = try answer(bytes)
    #expect(answer.partial)
    let trace = try #require(try Result.success(answer).trace())
    #expect(trace.partial)
    #expect(trace.message == "the trace exceeds 50 MB")
    #expect(dialect.alternative(to: byID, after: response(bytes)) == nil)
  }

  @Test func aPartWithoutSpansIsNoMissingTrace() throws {
    let bytes = try TraceWire.answer(batches: [], status: 1)
    #expect(try trace(bytes).partial)
    #expect(dialect.alternative(to: byID, after: response(bytes)) == nil)
  }

  /// An empty trace, with and without Tempo's empty metrics.
  @Test(arguments: [[0x0A, 0x00, 0x12, 0x00], [0x0A, 0x00]] as [[UInt8]])
  func aMissingTraceIsLookedForInVersion1(_ bytes: [UInt8]) throws {
    #expect(try answer(bytes).body == .trace(nil))
    let second = try #require(dialect.alternative(to: byID, after: response(bytes)))
    #expect(second.path == "/api/traces/4bf92f3577b34da6a3ce929d0e0e4736")
    #expect(second.headers == [HTTPRequest.Field("Accept", "application/protobuf")])
  }

  @Test func notFoundIsNoTrace() throws {
    let answer = try dialect.answer(to: byID, from: response([], status: 404))
    #expect(answer.body == .trace(nil))
  }

  @Test func jsonIsReadAllTheSame() throws {
    let body = Payload("{\"batches\":[{\"scopeSpans\":[{\"spans\":[{\"spanId\":\"AAAAAAAAAAE=\"}]}]}]}")
    let answer = try dialect.answer(to: byID, from: HTTPResponse(status: 200, body: body))
    #expect(try Result.success(answer).trace()?.spans.first?.id == SpanID(1))
  }

  @Test func unknownFieldsAreSkipped() throws {
    var wire = try span(5) { $0.name = Data("kept".utf8) }.serializedData()
    wire += [0xFA, 0x3F, 0x02, 0x68, 0x69]  // field 1023, two bytes
    wire += [0x50, 0x07]  // dropped_attributes_count
    wire += [0x85, 0x01, 1, 0, 0, 0]  // flags
    let batch = WireResourceSpans.with { $0.scopeSpans = [WireScopeSpans.with { $0.spans = [wire] }] }
    let trace = try trace(TraceWire.answer(batches: [batch]))
    #expect(trace.spans.map(\.name) == ["kept"])
  }

  @Test func invalidTextIsRepaired() throws {
    let broken = Data([0x61, 0xFF, 0x62])
    let long = Data(repeating: 0x78, count: 40) + [0xC3]
    let wire = span(1) {
      $0.name = broken
      $0.attributes = (0..<2).map { _ in
        WireKeyValue.with {
          $0.key = long
          $0.value.string = broken
        }
      }
    }
    let read = try trace(TraceWire.answer(batches: [TraceWire.batch([wire])])).spans[0]
    let key = String(repeating: "x", count: 40) + "\u{FFFD}"
    #expect(read.name == "a\u{FFFD}b")
    #expect(read.attributes == Array(repeating: Attribute(key, .string("a\u{FFFD}b")), count: 2))
  }

  @Test(arguments: [0, 1, 7, 9, 16, 300]) func idsOfAnotherLengthAreNone(_ length: Int) throws {
    let odd = Data(repeating: 1, count: length)
    let bad = WireSpan.with { $0.spanID = odd }
    let good = span(2) { wire in
      wire.parentSpanID = odd
      wire.links = [
        WireSpan.Link.with { $0.traceID = length == 16 ? Data(repeating: 0, count: 16) : odd },
        WireSpan.Link.with {
          $0.traceID = TraceWire.id(1) + TraceWire.id(2)
          $0.spanID = odd
        },
      ]
    }
    let trace = try trace(TraceWire.answer(batches: [TraceWire.batch([bad, good])]))
    #expect(trace.spans.map(\.id) == [SpanID(2)])
    #expect(trace.spans[0].parentID == nil)
    #expect(trace.spans[0].links == [SpanLink(traceID: TraceID(high: 1, low: 2)!, spanID: nil)])
    #expect(trace.partial)
    #expect(trace.message == "1 spans without a valid id were left out")
  }

  @Test func rootsAndDuplicatesAreKept() throws {
    let roots = (1...12).map { span(UInt64($0)) }
    let twice = [span(13) { $0.parentSpanID = TraceWire.id(1) }, span(13), span(13)]
    let trace = try trace(TraceWire.answer(batches: [TraceWire.batch(roots + twice)]))
    #expect(trace.spans.count == 15)
    #expect(trace.spans.filter { $0.parentID == nil }.count == 14)
    #expect(!trace.partial)
  }

  /// The largest trace we promise to read; many small batches, as exporters flush them.
  @Test func aQuarterOfAMillionSpans() throws {
    let batches = try (0..<500).map { batch in
      try TraceWire.batch((1...500).map { span(UInt64(batch * 500 + $0)) })
    }
    let trace = try trace(TraceWire.answer(batches: batches))
    #expect(trace.spans.count == 250_000)
    #expect(trace.spans.last?.id == SpanID(250_000))
    #expect(trace.resources.count == 1 && trace.scopes.count == 1)
  }

  @Test func absurdTimesAndKinds() throws {
    let spans = [
      span(1) { ($0.start, $0.end) = (20, 10) }, span(2) { $0.start = 20 },
      span(3) { ($0.start, $0.end) = (.max, .max) }, span(4) { ($0.start, $0.end) = (1, .max) },
      span(5) { ($0.kind, $0.status.code) = (-1, 99) }, span(6) { ($0.kind, $0.status.code) = (.max, .min) },
    ]
    let read = try trace(TraceWire.answer(batches: [TraceWire.batch(spans)])).spans
    #expect(read.allSatisfy { $0.durationNanoseconds == 0 })
    #expect(read[2].start == .epoch)
    #expect(read[4...].allSatisfy { $0.kind == .unspecified && $0.status == .unset })
  }
}

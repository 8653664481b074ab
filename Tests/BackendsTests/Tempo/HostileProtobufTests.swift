internal import Backends
internal import Foundation
internal import SwiftProtobuf
internal import Telemetry
internal import Testing

/// Protobuf that no server means to send: an error or a trace, never a trap.
@Suite struct HostileProtobufTests {
  private let query = Query.trace(TraceID(hex: "4bf92f3577b34da6a3ce929d0e0e4736")!, hint: nil)

  private func answer(_ bytes: [UInt8]) throws -> Answer {
    let response = HTTPResponse(
      status: 200, headers: ["content-type": "application/protobuf"], body: Payload(bytes))
    _ = TempoDialect().alternative(to: query, after: response)
    return try TempoDialect().answer(to: query, from: response)
  }

  private func failure(_ bytes: [UInt8]) -> QueryFailure? {
    #expect(throws: QueryFailure.self) { try answer(bytes) }
  }

  @Test func everyCutOfAGeneratedTraceIsAnError() throws {
    var generator = GeneratedTrace(seed: 3)
    let whole = try TraceWire.answer(generator.trace(spans: 20))
    for step in 0..<50 {
      let failure = failure(Array(whole.prefix(whole.count * step / 50)))
      #expect(failure?.reason == .undecodable)
    }
    #expect(try answer(whole).body != .trace(nil))
  }

  @Test func anEmptyAnswerIsNoMissingTrace() {
    #expect(failure([])?.message == "the answer is empty: expected a trace in protobuf")
  }

  @Test(
    arguments: [
      [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
      [0x0A] + Array(repeating: 0xFF, count: 40), [0x0A, 0x05, 0x01], [0x00], [0x07], [0x0B],
      [0x0A, 0x02, 0x0A, 0x7F], [0x0A, 0x04, 0x0A, 0x02, 0x0A, 0x7F],
      Array("<html>login</html>".utf8), Array("{\"trace\":{}}".utf8),
    ] as [[UInt8]])
  func absurdLengths(_ bytes: [UInt8]) {
    #expect(failure(bytes)?.reason == .undecodable)
  }

  @Test func deepNestingIsAnError() throws {
    var value = WireAnyValue.with { $0.bool = true }
    for _ in 0..<120 { value = WireAnyValue.with { $0.array.values = [value] } }
    let span = WireSpan.with {
      $0.spanID = TraceWire.id(1)
      $0.attributes = [WireKeyValue.with { $0.value = value }]
    }
    let failure = failure(try TraceWire.answer(batches: [TraceWire.batch([span])]))
    #expect(failure?.message.hasSuffix("it nests deeper than 100 messages") == true)
  }

  @Test func anyByteMayBeWrong() throws {
    let whole = try Fixture("tempo/trace-v2-protobuf").bytes
    var refused = 0
    for index in stride(from: 0, to: whole.count, by: 3) {
      for wrong in [0x00, 0x7F, 0xFF, whole[index] ^ 0x08] as [UInt8] {
        var bytes = whole
        bytes[index] = wrong
        do {
          _ = try answer(bytes)
        } catch {
          #expect(error is QueryFailure)
          refused += 1
        }
      }
    }
    #expect(refused > 100)
  }
}

internal import Telemetry
internal import Testing

@testable internal import Backends

/// Broken anywhere, an answer reads the same with and without its samples taken out first: refused by
/// both, or understood alike by both.
@Suite struct SampleLiftMutationTests {
  private static let bytes: [UInt8] = Array(
    [
      #"{"resultType":"matrix","result":[{"metric":{"__name__":"up","job":"a\"b","é":"ü"},"values":["#,
      #"[1700000000,"1"],[1700000015.5,"0.047550000000000016"],[1700000030.781,"-2.5e-7"],"#,
      #"[1700000045,"12345678901234567"]]},{"metric":{"values\"values":"x"},"values":[[1,"3"],[2,"44"]],"#,
      #""histograms":[[1,{"count":"1","sum":"2"}]]}]}"#,
    ].joined().utf8)

  private func series(_ lift: SampleLift) -> [Series]? {
    let body = try? JSONDocument.read(lift.rest) { root in
      var reader = ResultReader(scalarTime: .seconds, lift: lift)
      return try reader.body(root)
    }
    guard case .series(let series)? = body else { return nil }
    return series
  }

  private func expectSame(_ bytes: [UInt8]) {
    let payload = Payload(bytes)
    let lifted = series(SampleLift(payload))
    let parsed = series(SampleLift(leaving: payload))
    // As text, for NaN does not equal itself.
    #expect("\(String(describing: lifted))" == "\(String(describing: parsed))", "\(payload.text)")
  }

  @Test func whole() {
    let payload = Payload(Self.bytes)
    #expect(SampleLift(payload).rest.text.contains("\"values\":1,\"histograms\""))
    #expect(series(SampleLift(payload))?.map(\.samples.count) == [4, 2])
    expectSame(Self.bytes)
  }

  @Test(arguments: Array(#"[]{}",:.\0159eNaI+- x"#.utf8)) func anyByteReplaced(byte: UInt8) {
    for index in Self.bytes.indices {
      var changed = Self.bytes
      changed[index] = byte
      expectSame(changed)
    }
  }

  @Test func anyByteLeftOutOrDoubled() {
    for index in Self.bytes.indices {
      expectSame(Array(Self.bytes[..<index] + Self.bytes[(index + 1)...]))
      expectSame(Array(Self.bytes[...index] + Self.bytes[index...]))
      expectSame(Array(Self.bytes[..<index]))
    }
  }
}

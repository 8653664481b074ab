internal import Telemetry
internal import Testing

@testable internal import Backends

@Suite struct LokiRecordingTests {
  @Test(arguments: LokiRecordings.all)
  func answers(_ recorded: Recorded) throws {
    try recorded.verifyAnswer(of: LokiDialect())
  }

  @Test(arguments: LokiRecordings.all)
  func requests(_ recorded: Recorded) throws {
    try recorded.verifyRequest(of: LokiDialect())
  }

  @Test(arguments: LokiRecordings.all)
  func cutAnswersAreRefused(_ recorded: Recorded) throws {
    try recorded.verifyCuts(of: LokiDialect())
  }

  @Test func noRecordingIsForgotten() throws {
    let tail: Set = ["loki/tail-frames"]
    #expect(try Fixture.all(of: "loki") == Set(LokiRecordings.all.map(\.file)).union(tail))
  }

  /// Frames of a tail hold the same streams as an answer does.
  @Test func tailFrames() throws {
    let frames = try #require(Fixture("loki/tail-frames").frames)
    let lines = try frames.map { frame in
      try JSONDocument.read(Payload(frame)) { root in
        try root["streams"].map { try StreamReader.lines($0, .forward) } ?? []
      }
    }
    #expect(lines.map(\.count) == [20, 3, 2, 3])
    #expect(lines[0][0].time == Instant(nanoseconds: 1_795_232_410_893_263_872))
    #expect(lines[0][0].metadata["trace_id"] == "f5da445fd265e3ea23826633bae8c890")
  }
}

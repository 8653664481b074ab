import Testing

@testable import Console

@Suite struct FramePacingTests {
  private let start = ContinuousClock.now

  private func moment(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

  /// After the first frame.
  private func drawn() -> FramePacing {
    var pacing = FramePacing()
    pacing.happened(.person)
    pacing.drew(at: start)
    return pacing
  }

  @Test func theFirstFrameIsDueAtOnce() {
    #expect(FramePacing().wait(at: start) == .zero)
    #expect(drawn().wait(at: moment(1)) == nil)
  }

  @Test func keysHeldDownShareFrames() {
    var pacing = drawn()
    pacing.happened(.person)
    #expect(pacing.wait(at: moment(10)) == .milliseconds(23))
    pacing.happened(.person)
    #expect(pacing.wait(at: moment(33)) == .zero)
    #expect(pacing.wait(at: moment(500)) == .zero)
  }

  @Test func aTickDoesNotHoldUpTheNextKey() {
    var pacing = drawn()
    pacing.happened(.tick)
    #expect(pacing.wait(at: moment(1000)) == .zero)
    pacing.drew(at: moment(1000))
    pacing.happened(.person)
    #expect(pacing.wait(at: moment(1001)) == .zero)
    pacing.drew(at: moment(1001))
    pacing.happened(.person)
    #expect(pacing.wait(at: moment(1002)) == .milliseconds(32))
  }

  @Test func anAnswerDoesNotHoldUpTheNextKey() {
    var pacing = drawn()
    pacing.happened(.server)
    #expect(pacing.wait(at: moment(3)) == .milliseconds(30))
    pacing.drew(at: moment(40))
    pacing.happened(.server)
    #expect(pacing.wait(at: moment(41)) == .milliseconds(32), "answers share frames")
    pacing.happened(.person)
    #expect(pacing.wait(at: moment(41)) == .zero, "what a key did is shown, and the answer with it")
    pacing.drew(at: moment(41))
    pacing.happened(.person)
    #expect(pacing.wait(at: moment(42)) == .milliseconds(32), "keys share frames")
  }

  @Test func aTickWaitsAfterAKeyLikeAnother() {
    var pacing = drawn()
    pacing.happened(.tick)
    #expect(pacing.wait(at: moment(3)) == .milliseconds(30))
    // What came with the tick counts as itself.
    pacing.happened(.person)
    pacing.drew(at: moment(33))
    pacing.happened(.person)
    #expect(pacing.wait(at: moment(34)) == .milliseconds(32))
  }
}

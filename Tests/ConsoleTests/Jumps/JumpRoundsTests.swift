import Analysis
import Telemetry
import Testing

@testable import Console

/// How many answers a jump waits for one after the other.
@Suite struct JumpRoundsTests {
  private let moment = Instant(seconds: 1_700_000_000)

  private func jump(_ strength: Jump.Strength, _ text: String) -> Jump {
    let core = TimeRange(start: moment, end: moment + .seconds(1))
    var jump = Jump(
      to: .logs, source: "loki", query: .logs(LogQL: text, range: core, limit: 3, direction: .forward),
      strength: strength, reason: text)
    jump.widening = Widening(core: core, tried: core)
    return jump
  }

  /// Answers round after round from lines of the identity's query; the jump that was found, and the rounds.
  private func follow(_ lines: [LogLine], failingWidest: Bool = false) -> (jump: Jump?, rounds: [[Duration?]]) {
    var progress = JumpInProgress(
      signal: .logs, purpose: .target, remaining: [jump(.identity, "{a=\"b\"} | id"), jump(.labels, "{a=\"b\"}")])
    var rounds = [[Duration?]]()
    while true {
      let asked = progress.takeStrongest()
      if asked.isEmpty { return (nil, rounds) }
      rounds.append(asked.map(\.reach))
      progress.attempts = asked.enumerated().map { number, jump in
        var attempt = JumpAttempt(
          jump: jump, ticket: Ticket(place: -1, slot: .jump, source: jump.source, serial: number))
        attempt.result = result(of: jump, lines, failingWidest)
        return attempt
      }
      if case .found(let attempt, _) = progress.outcome { return (attempt.jump, rounds) }
      progress = progress.afterNothing()
    }
  }

  private func result(of jump: Jump, _ lines: [LogLine], _ failingWidest: Bool) -> Result<Answer, QueryFailure> {
    if failingWidest, jump.isWidest { return .failure(QueryFailure(.timedOut, "too long")) }
    guard jump.strength == .identity, let range = jump.query.range else { return .success(Answer(.logs([]))) }
    return .success(Answer(.logs(Array(lines.filter { range.contains($0.time) }.prefix(3)))))
  }

  private func lines(_ offset: Duration, count: Int = 1) -> [LogLine] {
    (0..<count).map { _ in LogLine(time: moment + offset, line: "x", labels: [:]) }
  }

  @Test func oneRoundHoweverFarThelineIs() {
    for (offset, reach) in [(Duration.seconds(9), Duration.seconds(30)), (.minutes(4), .minutes(5)), (.minutes(55), .hours(1))] {
      let (found, rounds) = follow(lines(offset))
      #expect(found?.reach == reach && rounds == [[nil, .hours(1)]])
    }
    #expect(follow(lines(.zero)).rounds == [[nil, .hours(1)]])
  }

  @Test func oneRoundForEachStrength() {
    #expect(follow([]).jump == nil)
    #expect(follow([]).rounds == [[nil, .hours(1)], [nil, .hours(1)]])
  }

  @Test func stepByStepWhereTheWidestAnswerWasCutOrFailed() {
    let far = lines(.minutes(-50), count: 3)
    #expect(follow(far + lines(.minutes(4))).jump?.reach == .minutes(5))
    #expect(follow(far + lines(.minutes(4))).rounds.count > 1)
    #expect(follow(lines(.minutes(4)), failingWidest: true).jump?.reach == .minutes(5))
  }

  @Test func aSilentSourceIsAskedNothingMore() {
    var progress = JumpInProgress(
      signal: .logs, purpose: .target, remaining: [jump(.identity, "{a=\"b\"} | id"), jump(.labels, "{a=\"b\"}")])
    progress.attempts = progress.takeStrongest().enumerated().map { number, jump in
      JumpAttempt(
        jump: jump, ticket: Ticket(place: -1, slot: .jump, source: jump.source, serial: number),
        result: .failure(QueryFailure(.timedOut, "no answer")))
    }
    var next = progress.afterNothing()
    #expect(next.takeStrongest().isEmpty && next.report.contains("no answer"))
  }

  /// A search that takes too long says nothing of the source's other questions.
  @Test func aSourceThatAnsweredOneIsAskedOn() {
    var progress = JumpInProgress(
      signal: .logs, purpose: .target,
      remaining: [jump(.identity, "slow"), jump(.identity, "quick"), jump(.labels, "{a=\"b\"}")])
    progress.attempts = progress.takeStrongest().enumerated().map { number, jump in
      JumpAttempt(
        jump: jump, ticket: Ticket(place: -1, slot: .jump, source: jump.source, serial: number),
        result: jump.reason == "slow" ? .failure(QueryFailure(.timedOut, "no answer")) : .success(Answer(.logs([]))))
    }
    var next = progress.afterNothing()
    #expect(next.takeStrongest().map(\.reason) == ["{a=\"b\"}", "{a=\"b\"}"])
  }
}

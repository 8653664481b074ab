import Analysis
import Telemetry
import Testing

@Suite struct AnswerDeadlineTests {
  private let lines = Query.logs(
    LogQL: "{a=\"b\"}", range: TimeRange(start: .epoch, end: .epoch + .seconds(1)), limit: 7, direction: .backward)

  @Test func silenceAboutLinesIsAFailure() async {
    let failure = await #expect(throws: QueryFailure.self) {
      try await AnswerDeadline.keeping(for: lines, deadline: .milliseconds(20)) {
        try await Task.sleep(for: .seconds(600))
        return Answer(.logs([]))
      }
    }
    #expect(failure?.reason == .timedOut && failure?.message.contains("for 7 lines") == true)
  }

  @Test func anAnswerComesThrough() async throws {
    let answer = try await AnswerDeadline.keeping(for: lines) { Answer(.logs([]), partial: true) }
    #expect(answer.partial)
  }

  @Test func otherQuestionsHaveTheirSourcesLimit() async throws {
    let answer = try await AnswerDeadline.keeping(for: .rules, deadline: .nanoseconds(1)) {
      try await Task.sleep(for: .milliseconds(20))
      return Answer(.rules([]))
    }
    #expect(answer == Answer(.rules([])))
  }
}

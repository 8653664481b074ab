internal import Backends
internal import Telemetry
internal import Testing

/// Questions the server would not answer, and what to do about each.
extension PrometheusRecordings {
  static var limits: [Recorded] {
    [
      refusal(
        "error-too-many-samples", range("{job=\"prometheus\"}", 1_795_246_952, end, step: 15), .refused, 422,
        "query processing would load too many samples into memory in query execution",
        [.coarserStep, .narrowerSelector, .shorterRange]),
      refusal(
        "error-timeout", range("sum({__name__=~\".+\"})", 1_795_245_212, end, step: 1), .timedOut, 503,
        "query timed out in expression evaluation", slow),
      refusal(
        "error-deadline",
        range("count({__name__=~\".+\"}) by (__name__)", 1_795_246_952, end, step: 1), .timedOut, 422,
        "expanding series: context deadline exceeded", slow),
      refusal(
        "error-step", range("up", 1_795_246_952, end, step: 0), .refused, 400,
        "invalid parameter \"step\": zero or negative query resolution step widths are not accepted. "
          + "Try a positive integer", [.coarserStep, .shorterRange],
        request: .differs(ours: ["step": "0.001"], theirs: ["step": "0"])),
      refusal(
        "error-end", range("up", end, 1_795_246_952, step: 15), .refused, 400,
        "invalid parameter \"end\": end timestamp must not be before start time", [.editQuery]),
      refusal(
        "error-same-labelset",
        instant("count_over_time(sum(count_over_time({__name__=~\".+\"}[1m]))[40s:10ms])"), .refused, 422,
        "vector cannot contain metrics with the same labelset", [.editQuery]),
      refusal(
        "error-empty-matcher", instant("{x=~\".*\"}"), .refused, 400,
        "1:1: parse error: vector selector must contain at least one non-empty matcher", [.editQuery]),
      refusal(
        "error-no-match", .metricSeries(matching: [], range: .recorded), .refused, 400,
        "no match[] parameter provided", [.editQuery], request: .none),
    ]
  }

  private static let end: Int64 = 1_795_247_012
  private static let slow: [QueryFailure.Remedy] = [
    .shorterRange, .coarserStep, .narrowerSelector, .longerTimeout,
  ]

  private static func instant(_ text: String) -> Query {
    .metricsInstant(PromQL: text, at: Instant(seconds: end))
  }

  private static func refusal(
    _ file: String, _ query: Query, _ reason: QueryFailure.Reason, _ status: Int, _ message: String,
    _ remedies: [QueryFailure.Remedy], request: Recorded.RequestCheck = .same
  ) -> Recorded {
    Recorded("prometheus/" + file, query, request) {
      let failure = try $0.failure()
      #expect(failure.reason == reason)
      #expect(failure.status == status)
      #expect(failure.message == message)
      #expect(failure.remedies(for: query) == remedies)
    }
  }
}

internal import CCurl

/// When asking again is worth it: at most twice, after a pause that grows and is never quite the
/// same, so that many consoles do not return at once.
struct RetryPolicy: Sendable {
  static let retries = 2

  private static let connectionFailures: Set<UInt32> = Set(
    [
      CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT,
      CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM,
    ].map(\.rawValue))

  /// - Parameter attempt: 1 for the first try.
  func isWorthRetrying(_ result: TransferResult, attempt: Int) -> Bool {
    guard attempt <= Self.retries, !result.isCancelled, !result.isTooLarge else { return false }
    if result.code == 0 { return [502, 503, 504].contains(result.status) }
    return Self.connectionFailures.contains(result.code)
  }

  /// 50 to 100 ms, then 100 to 200 ms.
  ///
  /// - Parameter jitter: From 0 to 1.
  func pause(after attempt: Int, jitter: Double) -> Duration {
    let longest = 100 << min(max(0, attempt - 1), 8)
    return .microseconds(Int(Double(longest) * 500 * (1 + min(max(0, jitter), 1))))
  }
}

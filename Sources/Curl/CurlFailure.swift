internal import CCurl
internal import Telemetry

/// libcurl's errors in the words of the person who asked.
struct CurlFailure {
  private let endpoint: Endpoint
  private let mask: Mask

  init(_ endpoint: Endpoint, _ mask: Mask) {
    self.endpoint = endpoint
    self.mask = mask
  }

  /// `nil` when there is a whole answer.
  func failure(for result: TransferResult) -> QueryFailure? {
    if result.isCancelled { return QueryFailure(.cancelled, "cancelled") }
    if result.isTooLarge {
      return QueryFailure(
        .tooLarge, "the answer of \(place) is larger than \(endpoint.maxBytes) bytes; narrow the query")
    }
    guard result.code != 0 else { return nil }
    let message = mask.masked(result.message)
    switch CURLcode(rawValue: result.code) {
    case CURLE_OPERATION_TIMEDOUT: return QueryFailure(.timedOut, "\(place): \(message)")
    case CURLE_PARTIAL_FILE, CURLE_BAD_CONTENT_ENCODING:
      return QueryFailure(.undecodable, "the answer of \(place) broke off: \(message)")
    case CURLE_PEER_FAILED_VERIFICATION:
      return QueryFailure(.unreachable, "\(place) is not trusted: \(message)")
    default: return QueryFailure(.unreachable, "cannot reach \(place): \(message)")
    }
  }

  private var place: String {
    mask.masked(endpoint.url) + (endpoint.unixSocket.map { " (socket \($0))" } ?? "")
  }
}

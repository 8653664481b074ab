internal import Backends

/// Everything libcurl must know for one attempt.
struct TransferPlan: Sendable {
  enum Body: Sendable {
    case none
    case post([UInt8])
  }

  var method: String
  var url: String
  var body = Body.none
  /// `Name: value`.
  var headers: [String]
  var endpoint: Endpoint
  var user: String?
  var password: String?
  /// `host:port:host:port`, to connect elsewhere than the URL says.
  var connectTo: String?
  /// In milliseconds, for this attempt.
  var timeout: Int
}

/// How an attempt ended.
struct TransferResult: Sendable {
  /// 0 when there is a whole answer, else libcurl's error code.
  var code: UInt32
  /// libcurl's words for the error.
  var message: String
  var status: Int
  var headers: [String: String]
  var body: Payload
  /// The body went beyond the limit.
  var isTooLarge = false
  var isCancelled = false

  static let cancelled = TransferResult(
    code: 42, message: "cancelled", status: 0, headers: [:], body: Payload([]), isCancelled: true)
}

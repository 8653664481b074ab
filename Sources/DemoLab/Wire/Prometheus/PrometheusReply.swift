internal import Backends
internal import Languages

/// What Prometheus puts into its envelope, or writes as plain text.
struct PrometheusReply {
  private enum Content {
    case data(warnings: [String], (inout JSONWriter) -> Void)
    case plain(String)
  }

  private let content: Content

  static func data(
    warnings: [String] = [], _ body: @escaping (inout JSONWriter) -> Void
  ) -> PrometheusReply {
    PrometheusReply(content: .data(warnings: warnings, body))
  }

  static func plain(_ text: String) -> PrometheusReply {
    PrometheusReply(content: .plain(text))
  }

  static func success(_ reply: PrometheusReply) -> HTTPResponse {
    switch reply.content {
    case .plain(let text): return .text(200, text)
    case .data(let warnings, let body):
      return .json(200) { json in
        json.object { json in
          json.field("status", "success")
          json.field("data", body)
          if !warnings.isEmpty {
            json.field("warnings") { $0.array(of: warnings) { $0.string($1) } }
          }
        }
      }
    }
  }

  /// An error of the HTTP API.
  struct Failure: Error {
    var status: Int
    var type: String
    var message: String

    /// - Parameter query: The text a syntax error's place refers to.
    init(_ failure: PromFailure, query: String) {
      switch failure {
      case .syntax(let error):
        let report = PromQL.report(error, in: query)
        (status, type, message) = (400, "bad_data", "invalid parameter \"query\": \(report)")
      case .badData(let text): (status, type, message) = (400, "bad_data", text)
      case .execution(let text): (status, type, message) = (422, "execution", text)
      }
    }
  }

  static func failure(_ failure: Failure) -> HTTPResponse {
    .json(failure.status) { json in
      json.object { json in
        json.field("status", "error")
        json.field("errorType", failure.type)
        json.field("error", failure.message)
      }
    }
  }
}

extension HTTPResponse {
  fileprivate static func json(
    _ status: Int, _ body: (inout JSONWriter) -> Void
  ) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: ["content-type": "application/json"], body: JSONWriter.payload(body))
  }

  static func text(_ status: Int, _ text: String) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: ["content-type": "text/plain; charset=utf-8"], body: Payload(text))
  }
}

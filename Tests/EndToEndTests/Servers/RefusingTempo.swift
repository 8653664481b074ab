import Foundation

/// A Tempo with one trace that is larger than it gives away: it refuses the whole and gives the spans
/// that a filter names.
struct RefusingTempo: Sendable {
  static let id = "4bf92f3577b34da6a3ce929d0e0e4736"

  /// When the trace begins, in Unix nanoseconds.
  let start: Int64

  func reply(to target: String) -> FakeServer.Reply {
    let components = URLComponents(string: target)
    guard components?.path == "/api/v2/traces/\(Self.id)" else {
      let isSearch = components?.path == "/api/search"
      return isSearch
        ? .json(#"{"traces":[],"metrics":{}}"#) : .answer(status: 404, type: "text/plain", body: "404 page not found")
    }
    switch components?.queryItems?.first(where: { $0.name == "q" })?.value {
    case "{ nestedSetParent < 0 }": return trace([span("01", "POST /checkout", 900)])
    case "{ status = error }":
      return trace([span("01", "POST /checkout", 900), span("02", "charge the card", 700, parent: "01", failed: true)])
    case "{ duration > 10ms }": return refusal
    case "{ duration > 100ms }": return trace([span("03", "SELECT stock", 250, parent: "01")])
    default: return refusal
    }
  }

  private var refusal: FakeServer.Reply {
    .answer(status: 422, type: "text/plain", body: "trace exceeds max size (max bytes: 5000000)")
  }

  private func span(
    _ id: String, _ name: String, _ milliseconds: Int64, parent: String? = nil, failed: Bool = false
  ) -> String {
    let above = parent.map { #""parentSpanId":"00000000000000\#($0)","# } ?? ""
    let status = failed ? #""status":{"code":"STATUS_CODE_ERROR"},"# : ""
    return #"{"traceId":"\#(Self.id)","spanId":"00000000000000\#(id)",\#(above)\#(status)"name":"\#(name)","#
      + #""startTimeUnixNano":"\#(start)","endTimeUnixNano":"\#(start + milliseconds * 1_000_000)"}"#
  }

  private func trace(_ spans: [String]) -> FakeServer.Reply {
    let resource = #"{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]}"#
    let batch = #"{"resource":\#(resource),"scopeSpans":[{"spans":[\#(spans.joined(separator: ","))]}]}"#
    return .json(#"{"trace":{"resourceSpans":[\#(batch)]}}"#)
  }
}

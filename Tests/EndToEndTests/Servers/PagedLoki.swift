import Foundation

/// A Loki of numbered lines, a millisecond apart, that gives few at a time.
struct PagedLoki: Sendable {
  /// Unix seconds of the first line.
  static let start: Int64 = 1_795_000_000

  let name: String
  let count: Int64
  let largest: Int64

  func reply(to target: String) -> FakeServer.Reply {
    let items = URLComponents(string: target)?.queryItems ?? []
    func number(_ name: String) -> Int64? { items.first { $0.name == name }?.value.flatMap { Int64($0) } }
    guard let from = number("start"), let until = number("end"), let limit = number("limit") else {
      return .answer(status: 404, type: "text/plain", body: "page not found")
    }
    guard limit <= largest else {
      let words =
        "max entries limit per query exceeded, limit > max_entries_limit_per_query (\(limit) > \(largest))"
      return .answer(status: 400, type: "text/plain", body: words)
    }
    let first = max(0, index(from))
    let end = max(first, min(count, index(until)))
    let isBackward = items.first { $0.name == "direction" }?.value != "forward"
    let chosen = isBackward ? (max(first, end - limit)..<end) : (first..<min(end, first + limit))
    let values = chosen.map { "[\"\(Self.start * 1_000_000_000 + $0 * 1_000_000)\",\"\(name) \($0)\",{}]" }
    let stream = "{\"stream\":{\"job\":\"\(name)\"},\"values\":[\(values.joined(separator: ","))]}"
    return .json("{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[\(stream)]}}")
  }

  /// Of the first line at or after a moment.
  private func index(_ nanoseconds: Int64) -> Int64 {
    (nanoseconds - Self.start * 1_000_000_000 + 999_999) / 1_000_000
  }
}

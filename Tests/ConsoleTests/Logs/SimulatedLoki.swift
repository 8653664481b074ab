import Telemetry

/// Answers pages of lines as Loki does: start included, end excluded, never more than asked for, the
/// newest first when read backward.
struct SimulatedLoki {
  var lines: [LogLine]

  func answer(_ query: Query) -> Result<Answer, QueryFailure> {
    guard case .logs(_, let range, let limit, let direction) = query else {
      return .success(Answer(.series([])))
    }
    let found = lines.enumerated().filter { range.contains($0.element.time) }
      .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    return .success(Answer(.logs(Array((direction == .backward ? found.reversed() : found).prefix(limit)))))
  }

  /// Lines every ten seconds or so up to now, up to `together` of them in one nanosecond.
  static func lines(_ count: Int, of service: String = "nas", together: Int = 1, level: String = "info")
    -> [LogLine]
  {
    (0..<count).map { number in
      LogLine(
        time: Walker.moment - .milliseconds(Int64(1 + (count - 1 - number) / together) * 1000),
        line: "\(service) \(number)",
        labels: ["service_name": service], metadata: ["detected_level": level])
    }
  }
}

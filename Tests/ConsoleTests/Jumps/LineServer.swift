import Languages
import Telemetry

/// A Loki of a few lines, as far as jumps ask one.
struct LineServer {
  var lines: [LogLine]

  func answer(_ query: Query) -> Result<Answer, QueryFailure> {
    switch query {
    case .logs(let text, let range, let limit, let direction):
      .success(Answer(.logs(found(text, range, limit, direction))))
    case .logLabelValues(let label, _, _):
      .success(Answer(.names(Array(Set(lines.compactMap { $0.labels[label] })).sorted())))
    case .logLabelNames: .success(Answer(.names(Set(lines.flatMap { $0.labels.names }).sorted())))
    default: .success(Answer(.series([])))
    }
  }

  private func found(_ text: String, _ range: TimeRange, _ limit: Int, _ direction: LogDirection) -> [LogLine] {
    let id = Self.quoted(after: "| regexp \"(?P<trace_id>", in: text).map { String($0.dropLast()) }
    let all = lines.filter { range.contains($0.time) && Self.matches($0, text) }.sorted { $0.time < $1.time }
      .map { line in
        guard let id, line.line.contains(id), line.metadata["trace_id"] == nil else { return line }
        var line = line
        line.parsed = ["trace_id": id]
        return line
      }
    return Array((direction == .forward ? all : all.reversed()).prefix(limit))
  }

  private static func matches(_ line: LogLine, _ text: String) -> Bool {
    let matchers = (try? LogQL.parse(text))?.logQueries.first?.matchers ?? []
    let isOfStream = matchers.allSatisfy { matcher in
      let value = line.labels[matcher.name] ?? ""
      return matcher.op == .equal ? value == matcher.value
        : value == matcher.value || matcher.value.split(separator: "|").map(String.init).contains(value)
          || (matcher.value == ".+" && !value.isEmpty)
    }
    guard isOfStream else { return false }
    if let digits = quoted(after: "| regexp \"(?P<trace_id>", in: text)?.dropLast().description {
      let isStripped = text.contains("| trace_id=~\"0*")
      let id = line.metadata["trace_id"].map { isStripped ? String($0.drop { $0 == "0" }) : $0 }
      return id.map { $0 == digits } ?? line.line.contains(digits)
    }
    return !text.contains("detected_level") || line.metadata["detected_level"] == "error"
  }

  private static func quoted(after mark: String, in text: String) -> String? {
    text.firstRange(of: mark).map { String(text[$0.upperBound...].prefix { $0 != "\"" }) }
  }
}

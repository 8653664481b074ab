import Languages
import Telemetry

/// A Loki of a few lines, as far as jumps ask one.
struct LineServer {
  var lines: [LogLine]

  func answer(_ query: Query) -> Result<Answer, QueryFailure> {
    switch query {
    case .logs(let text, let range, _, _):
      .success(Answer(.logs(lines.filter { range.contains($0.time) && Self.matches($0, text) })))
    case .logLabelValues(let label, _, _):
      .success(Answer(.names(Array(Set(lines.compactMap { $0.labels[label] })).sorted())))
    case .logLabelNames: .success(Answer(.names(Set(lines.flatMap { $0.labels.names }).sorted())))
    default: .success(Answer(.series([])))
    }
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
    if let part = quoted(after: "|= \"", in: text) { return line.line.contains(part) }
    if let id = quoted(after: "| trace_id=\"", in: text) { return line.metadata["trace_id"] == id }
    if let digits = quoted(after: "| trace_id=~\"0*", in: text) {
      return line.metadata["trace_id"].map { String($0.drop { $0 == "0" }) } == digits
    }
    return !text.contains("detected_level") || line.metadata["detected_level"] == "error"
  }

  private static func quoted(after mark: String, in text: String) -> String? {
    text.firstRange(of: mark).map { String(text[$0.upperBound...].prefix { $0 != "\"" }) }
  }
}

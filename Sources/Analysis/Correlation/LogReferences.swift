internal import Telemetry

/// Looks for trace ids in a log line, in the order in which people mean them: what the configuration
/// says, what the source labelled, what the text holds.
struct LogReferences {
  struct Found: Hashable {
    var trace: TraceID
    var span: SpanID?
    var source: SourceID?
    var reason: String
  }

  /// Longer lines are not searched with configured patterns, which may be slow on them.
  private static let longestSearched = 65_536

  private let anchor: Anchor
  private let origins: [Source]

  init(_ anchor: Anchor, origins: [Source]) {
    self.anchor = anchor
    self.origins = origins
  }

  func found() -> [Found] {
    var all = origins.flatMap(\.correlation.derivedFields).compactMap(derived)
    if let pair = anchor.labels.pairs.first(where: {
      TraceIDNames.isTraceID($0.name) && TraceID(hex: $0.value) != nil
    }), let id = TraceID(hex: pair.value) {
      // A parser may have made the label of the text.
      let place = anchor.line?.contains(pair.value) == true ? "the line" : "structured metadata"
      all.append(
        Found(
          trace: id, span: TraceIDNames.spanID(in: anchor.labels), source: nil, reason: "\(pair.name) in \(place)"))
    }
    if let id = anchor.traceID {
      all.append(Found(trace: id, span: anchor.spanID, source: nil, reason: "trace id of the line"))
    }
    if let reference = anchor.line.flatMap({ TraceReference.first(in: $0) }) {
      all.append(
        Found(trace: reference.trace, span: reference.span, source: nil, reason: reference.form))
    }
    return all
  }

  private func derived(_ field: Correlation.DerivedField) -> Found? {
    guard let value = field.isLabel ? labelValue(field.pattern) : lineValue(field.pattern),
      let reference = TraceReference.value(value)
    else { return nil }
    return Found(
      trace: reference.trace, span: reference.span ?? TraceIDNames.spanID(in: anchor.labels),
      source: field.source, reason: "derived field \(field.name)")
  }

  private func labelValue(_ pattern: String) -> String? {
    if let exact = anchor.labels[pattern] { return exact }
    guard let regex = try? Regex(pattern) else { return nil }
    return anchor.labels.pairs.first { $0.name.wholeMatch(of: regex) != nil }?.value
  }

  private func lineValue(_ pattern: String) -> String? {
    guard let line = anchor.line, line.utf8.count <= Self.longestSearched,
      let regex = try? Regex(pattern), let match = line.firstMatch(of: regex), match.output.count > 1
    else { return nil }
    return match.output[1].substring.map(String.init)
  }
}

internal import Analysis
internal import Telemetry

/// An id in place of a query: out of a ticket, a response's header, a chat.
extension TracesPane {
  /// Opens the trace whose id, `traceparent` or `trace_id=…` was typed, asking the sources one after the
  /// other; `nil` when the text is a query. The query that was there stays.
  mutating func openTyped(_ text: String, in context: Context) -> [Request]? {
    guard let typed = Self.reference(in: text) else { return nil }
    prompt.set(query)
    let sources = sources(in: context)
    guard !sources.isEmpty else { return [.say("no Tempo is configured to ask for trace \(typed.trace)")] }
    return [
      .follow(
        sources.map { source in
          Jump(
            to: .traces, source: source, query: .trace(typed.trace, hint: nil), strength: .identity,
            reason: "trace \(typed.trace) in \(source)", landing: Landing(spanID: typed.span))
        })
    ]
  }

  /// Every TraceQL query has a brace, and none consists of hexadecimal digits alone. Ids of which a
  /// server stripped the leading zeros count as well.
  static func reference(in text: String) -> TraceReference? {
    // What was typed behind the empty query that the prompt begins with is no query either.
    let empty = text.drop(while: \.isWhitespace).prefix { "{} ".contains($0) }
    let text = empty.filter { $0 != " " } == "{}" ? String(text[empty.endIndex...]) : text
    guard !text.contains("{") else { return nil }
    let word = text.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
    if word.count > 3, let id = TraceID(hex: word) { return TraceReference(trace: id, span: nil, form: "trace id") }
    return TraceReference.value(text)
  }
}

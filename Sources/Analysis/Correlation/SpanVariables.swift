internal import Telemetry

/// Fills in the variables of a correlation's own queries: `${__tags}`, `${__span.spanId}`,
/// `${__trace.traceId}`, `${__span.name}`, `${__span.tags.key}` and `${__span.tags["a.key"]}`.
struct SpanVariables {
  let anchor: Anchor
  let tags: SelectorText

  init(_ anchor: Anchor, tags configured: [Correlation.SpanDestination.Tag]) {
    self.anchor = anchor
    var tags = SelectorText()
    for (name, value) in SpanTags(configured).labels(of: anchor.labels) {
      tags.add(name, equals: value)
    }
    self.tags = tags
  }

  /// `text` with values escaped to stand between double quotes; `nil` when the span lacks one that
  /// is asked for. Variables of other kinds stay.
  func fill(_ text: String) -> String? {
    var out = ""
    var rest = Substring(text.replacing("$__tags", with: "${__tags}"))
    while let open = rest.firstRange(of: "${__") {
      out += rest[..<open.lowerBound]
      rest = rest[open.lowerBound...]
      guard let close = rest.firstIndex(of: "}") else { break }
      let name = String(rest[..<close].dropFirst(2))
      if Self.isOurs(name) {
        guard let value = value(of: name) else { return nil }
        out += value
      } else {
        out += rest[...close]
      }
      rest = rest[close...].dropFirst()
    }
    return out + rest
  }

  private static func isOurs(_ name: String) -> Bool {
    name == "__tags" || name.hasPrefix("__span.") || name.hasPrefix("__trace.")
  }

  private func value(of name: String) -> String? {
    switch name {
    case "__tags": return tags.list
    case "__span.traceId", "__trace.traceId": return anchor.traceID?.description
    case "__span.spanId": return anchor.spanID?.description
    case "__span.name": return anchor.operation.map(Labels.escaped)
    default: break
    }
    let prefix = "__span.tags"
    guard name.hasPrefix(prefix) else { return nil }
    let key = name.dropFirst(prefix.count).drop { ".[\"'".contains($0) }
    let bare = key.prefix { !"]\"'".contains($0) }
    return anchor.labels[String(bare)].map(Labels.escaped)
  }
}

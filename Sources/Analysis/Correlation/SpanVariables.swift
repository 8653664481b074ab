internal import Telemetry

/// Fills in the variables of a correlation's own queries: `${__tags}`, `${__span.spanId}`, `.traceId`,
/// `.name`, `.duration`, `.tags.key` and `.tags["a.key"]`, `${__trace.traceId}`, `.name` and
/// `.duration`. Durations are microseconds, as in Grafana. A format may follow: `${__span.name:regex}`.
struct SpanVariables {
  let anchor: Anchor
  let tags: SelectorText

  /// A query, and the variables that the span has nothing for.
  struct Filled {
    var text: String
    var missing: [String] = []
  }

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
    let filled = filled(text)
    return filled.missing.isEmpty ? filled.text : nil
  }

  func filled(_ text: String) -> Filled {
    var out = Filled(text: "")
    var rest = Substring(text.replacing("$__tags", with: "${__tags}"))
    while let open = rest.firstRange(of: "${__") {
      out.text += rest[..<open.lowerBound]
      rest = rest[open.lowerBound...]
      guard let close = rest.firstIndex(of: "}") else { break }
      let name = String(rest[..<close].dropFirst(2))
      if Self.isOurs(name) {
        if let value = formatted(name) { out.text += value } else { out.missing.append(name) }
      } else {
        out.text += rest[...close]
      }
      rest = rest[close...].dropFirst()
    }
    out.text += rest
    return out
  }

  private static func isOurs(_ name: String) -> Bool {
    name.hasPrefix("__tags") || name.hasPrefix("__span.") || name.hasPrefix("__trace.")
  }

  /// The value in the format after the last colon, where that is one of Grafana's.
  private func formatted(_ name: String) -> String? {
    guard let colon = name.lastIndex(of: ":") else { return value(of: name) }
    let bare = String(name[..<colon])
    switch name[colon...].dropFirst() {
    case "raw", "text": return value(of: bare)
    case "regex": return value(of: bare).map { Labels.escaped(SelectorText.regexEscaped($0)) }
    default: return value(of: name)
    }
  }

  private func value(of name: String) -> String? {
    switch name {
    case "__tags": return tags.isEmpty ? nil : tags.list
    case "__span.traceId", "__trace.traceId": return anchor.traceID?.description
    case "__span.spanId": return anchor.spanID?.description
    case "__span.name": return anchor.operation.map(Labels.escaped)
    case "__span.duration": return Self.microseconds(anchor.range)
    case "__trace.name": return anchor.traceName.map(Labels.escaped)
    case "__trace.duration": return anchor.traceRange.map(Self.microseconds)
    default: break
    }
    let prefix = "__span.tags"
    guard name.hasPrefix(prefix) else { return nil }
    let key = name.dropFirst(prefix.count).drop { ".[\"'".contains($0) }
    let bare = key.prefix { !"]\"'".contains($0) }
    return anchor.labels[String(bare)].map(Labels.escaped)
  }

  private static func microseconds(_ range: TimeRange) -> String {
    String(range.duration.wholeNanoseconds / 1000)
  }
}

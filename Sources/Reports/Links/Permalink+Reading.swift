internal import Telemetry

extension Permalink {
  /// Reads a link; blanks around it, as they come with pasting, are no part of it.
  ///
  /// - Throws: `UsageFailure` that says which part is wrong and what was expected. Fields that are not
  ///   known are passed over: a later version may have written them.
  public init(_ text: some StringProtocol) throws(UsageFailure) {
    let text = String(text).filter { !$0.isWhitespace }
    guard text.lowercased().hasPrefix(Self.scheme) else {
      throw UsageFailure("\(text): expected a verb (help lists them) or a link that begins with \(Self.scheme)")
    }
    let rest = text.dropFirst(Self.scheme.count)
    let mark = rest.firstIndex(of: "?") ?? rest.endIndex
    var path = rest[..<mark]
    while path.last == "/" { path.removeLast() }
    let fields = try LinkFields(rest[mark...].dropFirst())
    self.init(try Self.target(path, fields))
    source = fields["source"].map { SourceID($0) }
    focus = fields["focus"]
    view = fields["view"]
    item = fields["on"]
    moment = try fields.time("at")
    span = try Self.span(fields)
  }

  private static func target(_ path: Substring, _ fields: LinkFields) throws(UsageFailure) -> Target {
    let parts = path.split(separator: "/", maxSplits: 1)
    switch parts.first.map(String.init) ?? "overview" {
    case "metrics": return .metrics(fields.all("q"))
    case "logs": return .logs(fields["q"] ?? "")
    case "traces": return .search(fields["q"] ?? "")
    case "drilldown": return fields["q"].map(Target.drilldown) ?? .screen(.drilldown)
    case "slo" where parts.count == 2: return .objective(try name(in: path, parts[1]))
    case "runbook": return .runbook(try name(in: path, parts.count == 2 ? parts[1] : ""))
    case "compare": return try comparison(path, parts.dropFirst().first ?? "")
    case "trace":
      guard parts.count == 2, let id = TraceID(hex: parts[1]) else {
        throw UsageFailure("\(path): expected trace/ID, up to 32 hexadecimal digits")
      }
      guard let written = fields["span"] else { return .trace(id, nil) }
      guard let span = SpanID(hex: written) else {
        throw UsageFailure("span=\(written): expected up to 16 hexadecimal digits")
      }
      return .trace(id, span)
    case let name:
      if let screen = Screen(rawValue: name) { return .screen(screen) }
      let known = ["metrics", "logs", "traces", "trace/ID", "compare/ID/ID", "slo/NAME", "runbook/NAME"] + Screen.allCases.map(\.rawValue)
      throw UsageFailure("\(name): no such place; there are \(known.joined(separator: ", "))")
    }
  }

  private static func name(in path: Substring, _ text: Substring) throws(UsageFailure) -> String {
    guard let name = PercentText.decoded(text), !name.isEmpty else {
      throw UsageFailure("\(path): expected a name after the slash, UTF-8 with %xx for what is not a letter or digit")
    }
    return name
  }

  private static func comparison(_ path: Substring, _ text: Substring) throws(UsageFailure) -> Target {
    let ids = text.split(separator: "/", omittingEmptySubsequences: false).map { TraceID(hex: $0) }
    guard ids.count == 2, let a = ids[0], let b = ids[1] else {
      throw UsageFailure("\(path): expected compare/ID/ID, each up to 32 hexadecimal digits")
    }
    return .comparison(a, b)
  }

  private static func span(_ fields: LinkFields) throws(UsageFailure) -> Span? {
    if let written = fields["since"] {
      guard let duration = duration(written), duration > .zero else {
        throw UsageFailure("since=\(written): expected a duration such as 1h")
      }
      return .last(duration)
    }
    guard let start = try fields.time("from") else { return nil }
    guard let end = try fields.time("to"), start < end else {
      throw UsageFailure("from=…: expected to=… with a later time beside it")
    }
    return .fixed(TimeRange(start: start, end: end))
  }

  private static func duration(_ text: String) -> Duration? {
    if text.hasSuffix("ns") { return Int64(text.dropLast(2)).map { .nanoseconds($0) } }
    return TimeText.duration(text)
  }
}

/// `a=b&c=d`, decoded.
private struct LinkFields {
  private var pairs: [(name: String, value: String)] = []

  init(_ text: Substring) throws(UsageFailure) {
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let value = PercentText.decoded(parts.count > 1 ? parts[1] : "") else {
        throw UsageFailure("\(pair): expected UTF-8 text with %xx for what is not a letter or digit")
      }
      pairs.append((String(parts[0]), value))
    }
  }

  subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  func time(_ name: String) throws(UsageFailure) -> Instant? {
    guard let written = self[name] else { return nil }
    guard let instant = RFC3339.instant(written) ?? Int64(written).map({ Instant(seconds: $0) }) else {
      throw UsageFailure("\(name)=\(written): expected a time such as 2026-11-20T23:41:07Z")
    }
    return instant
  }
}

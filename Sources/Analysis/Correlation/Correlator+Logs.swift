internal import Telemetry

/// Jumps that lead to logs.
extension Correlator {
  private static let lineLimit = 1000
  private static let trouble = #" | detected_level=~"warn|error|fatal|critical""#

  func logsFromMetric(_ anchor: Anchor) throws(Refusal) -> [Jump] {
    let targets = try targets(.loki, for: .logs)
    var selector = SelectorText()
    var reason = ""
    if let service = names.service(of: anchor) {
      selector.add("service_name", anyOf: names.aliases(of: service))
      reason = "service \(service)"
    } else {
      let shared = anchor.labels.keeping(["namespace", "pod", "cluster"])
      for pair in shared.pairs { selector.add(pair.name, equals: pair.value) }
      reason = shared.names.joined(separator: ", ")
    }
    if selector.isEmpty {
      throw Refusal(
        to: .logs, reason: "no label that logs share (service_name, service, job, namespace, pod)")
    }
    return targets.flatMap { target in
      [
        logs(anchor, "\(selector.text)\(Self.trouble)", anchor.range, target, .labels, "\(reason): trouble"),
        logs(anchor, selector.text, anchor.range, target, .labels, "\(reason): all lines"),
      ]
    }
  }

  func logsFromTrace(_ anchor: Anchor) throws(Refusal) -> [Jump] {
    let rule = origins(of: anchor, kind: .tempo).lazy.compactMap(\.correlation.toLogs).first
    let targets = try targets(.loki, for: .logs, configured: rule?.source)
    guard let id = anchor.traceID else {
      throw Refusal(to: .logs, reason: "no trace under the cursor")
    }
    let window = logWindow(of: anchor, rule: rule)
    let selectors = spanSelectors(of: anchor, rule: rule)
    let own = ownQuery(of: anchor, rule: rule)
    return targets.flatMap { target in
      let configured = own.map { [logs(anchor, $0, window, target, .identity, "query of tracesToLogs")] }
      let identities = selectors.flatMap { selector in
        identityJumps(anchor, id, selector, window, target, bySpan: rule?.filterBySpanID == true)
      }
      let nearest = selectors.first ?? SpanSelector(text: #"{service_name=~".+"}"#, whose: nil)
      let tie = "\(nearest.whose ?? "all services") at the same time"
      let strength: Jump.Strength = nearest.whose == nil ? .time : .labels
      return (configured ?? []) + identities
        + [logs(anchor, nearest.text, window, target, strength, tie)]
    }
  }

  /// Lines that name the trace: in their metadata, then in their text.
  private func identityJumps(
    _ anchor: Anchor, _ id: TraceID, _ selector: SpanSelector, _ window: TimeRange,
    _ target: Source, bySpan: Bool
  ) -> [Jump] {
    let field = metadataName(in: target)
    var filter = "\(selector.text) | \(field)=\"\(id)\""
    if bySpan, let span = anchor.spanID { filter += " | span_id=\"\(span)\"" }
    let whose = selector.whose.map { ", \($0)" } ?? ""
    return [
      logs(anchor, filter, window, target, .identity, "\(field) in structured metadata\(whose)"),
      logs(
        anchor, "\(selector.text) |= \"\(id)\"", window, target, .identity,
        "trace id in the line\(whose)"),
    ]
  }

  private func logs(
    _ anchor: Anchor, _ text: String, _ range: TimeRange, _ target: Source,
    _ strength: Jump.Strength, _ reason: String
  ) -> Jump {
    Jump(
      to: .logs, source: target.id,
      query: .logs(
        LogQL: text, range: range, limit: Self.lineLimit,
        direction: anchor.signal == .traces ? .forward : .backward),
      strength: strength, reason: reason,
      landing: Landing(
        moment: anchor.moment ?? (anchor.signal == .traces ? anchor.range.start : nil)))
  }

  /// The span widened by the configured shifts, never by less than two seconds: clocks differ, and
  /// lines are written after the work.
  private func logWindow(of anchor: Anchor, rule: Correlation.SpanDestination?) -> TimeRange {
    let least = Duration.seconds(2)
    let before = min(rule?.startShift ?? .zero, .zero - least)
    let after = max(rule?.endShift ?? .zero, least)
    return TimeRange(start: anchor.range.start + before, end: anchor.range.end + after)
  }

  /// The configured query, when it is a whole one and ties to the trace or span by its id.
  private func ownQuery(of anchor: Anchor, rule: Correlation.SpanDestination?) -> String? {
    guard let rule, let query = rule.queries.first?.query,
      query.contains("traceId") || query.contains("spanId")
    else { return nil }
    let filled = SpanVariables(anchor, tags: rule.tags).fill(query)
    return filled.flatMap { $0.hasPrefix("{") && !$0.hasPrefix("{}") ? $0 : nil }
  }

  /// A stream selector, and in words whose streams it selects; `nil` for everybody's.
  private struct SpanSelector {
    var text: String
    var whose: String?
  }

  /// The span's own streams first: what the configured tags select, then its service, then the other
  /// services of its trace, since a span's pod or namespace may be labelled differently in logs.
  private func spanSelectors(
    of anchor: Anchor, rule: Correlation.SpanDestination?
  ) -> [SpanSelector] {
    var found: [SpanSelector] = []
    if let tags = rule?.tags, !tags.isEmpty {
      var selector = SelectorText()
      let labels = SpanTags(tags).labels(of: anchor.labels)
      for (name, value) in labels {
        selector.add(name, anyOf: name == "service_name" ? names.aliases(of: value) : [value])
      }
      let whose = labels.map(\.name).joined(separator: ", ")
      if !selector.isEmpty { found.append(SpanSelector(text: selector.text, whose: whose)) }
    }
    if let service = names.service(of: anchor) {
      found.append(services([service], whose: service))
    }
    if anchor.services.count > 1 {
      found.append(services(anchor.services, whose: "all services of the trace"))
    }
    if found.isEmpty { found.append(SpanSelector(text: #"{service_name=~".+"}"#, whose: nil)) }
    var seen = Set<String>()
    return found.filter { seen.insert($0.text).inserted }
  }

  private func services(_ services: [String], whose: String) -> SpanSelector {
    var selector = SelectorText()
    selector.add("service_name", anyOf: services.flatMap { names.aliases(of: $0) })
    return SpanSelector(text: selector.text, whose: whose)
  }

  /// The metadata key a derived field of the logs names for trace ids, else OTel's.
  private func metadataName(in target: Source) -> String {
    let fields = target.correlation.derivedFields.filter(\.isLabel).map(\.pattern)
    return fields.first { TraceIDNames.isTraceID($0) && $0.allSatisfy(Self.isNameCharacter) }
      ?? "trace_id"
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }
}

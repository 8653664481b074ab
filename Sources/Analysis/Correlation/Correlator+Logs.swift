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
    let (selector, known) = spanSelector(of: anchor, rule: rule)
    let own = ownQuery(of: anchor, rule: rule)
    return targets.flatMap { target in
      let field = metadataName(in: target)
      var filter = "\(selector) | \(field)=\"\(id)\""
      if rule?.filterBySpanID == true, let span = anchor.spanID { filter += " | span_id=\"\(span)\"" }
      let tie = known.map { "\($0) at the same time" } ?? "all services at the same time"
      let configured = own.map { [logs(anchor, $0, window, target, .identity, "query of tracesToLogs")] }
      return (configured ?? []) + [
        logs(anchor, filter, window, target, .identity, "\(field) in structured metadata"),
        logs(anchor, "\(selector) |= \"\(id)\"", window, target, .identity, "trace id in the line"),
        logs(anchor, selector, window, target, known == nil ? .time : .labels, tie),
      ]
    }
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

  /// What selects the streams, and in words whose they are; `nil` when nothing is known of them.
  private func spanSelector(
    of anchor: Anchor, rule: Correlation.SpanDestination?
  ) -> (text: String, known: String?) {
    var selector = SelectorText()
    let services = knownServices(of: anchor)
    if services.count > 1 {
      // A span's own pod or namespace would hide the lines of the other services.
      selector.add("service_name", anyOf: services.flatMap { names.aliases(of: $0) })
      return (selector.text, services.joined(separator: ", "))
    }
    let tags = SpanTags(rule?.tags ?? []).labels(of: anchor.labels)
    for (name, value) in tags {
      selector.add(name, anyOf: name == "service_name" ? names.aliases(of: value) : [value])
    }
    if selector.isEmpty, let service = services.first {
      selector.add("service_name", anyOf: names.aliases(of: service))
    }
    if selector.isEmpty { return (#"{service_name=~".+"}"#, nil) }
    return (selector.text, services.first ?? tags.map(\.name).joined(separator: ", "))
  }

  private func knownServices(of anchor: Anchor) -> [String] {
    var services: [String] = []
    for service in [names.service(of: anchor)].compactMap({ $0 }) + anchor.services
    where !services.contains(service) { services.append(service) }
    return services
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

internal import Telemetry

/// Jumps that lead to logs.
extension Correlator {
  private static let lineLimit = 1000
  private static let trouble = #" | detected_level=~"warn|error|fatal|critical""#

  func logsFromMetric(_ anchor: Anchor) throws(Refusal) -> [Jump] {
    var jumps: [Jump] = []
    for target in try targets(.loki, for: .logs) {
      guard let selector = metricSelector(of: anchor, at: target) else {
        throw Refusal(
          to: .logs,
          reason: "no label that logs share (\(logLabel(of: target.id)), service, job, namespace, pod)")
      }
      let whose = selector.whose ?? ""
      jumps += [
        logs(
          anchor, "\(selector.text)\(Self.trouble)", anchor.range, target, .labels, "\(whose): trouble"),
        logs(anchor, selector.text, anchor.range, target, .labels, "\(whose): all lines"),
      ].map { jump in
        var jump = jump
        jump.match = selector.match
        return jump
      }
    }
    return jumps
  }

  /// The streams of a series' service, else of its namespace and pod.
  private func metricSelector(of anchor: Anchor, at target: Source) -> StreamSelector? {
    if let service = names.service(of: anchor) {
      return services([service], whose: "service \(service)", at: target)
    }
    let shared = anchor.labels.keeping(["namespace", "pod", "cluster"])
    guard let first = shared.pairs.first else { return nil }
    var selector = SelectorText()
    for pair in shared.pairs { selector.add(pair.name, equals: pair.value) }
    return StreamSelector(
      text: selector.text, whose: shared.names.joined(separator: ", "),
      match: LabelMatch(label: first.name, values: [first.value]))
  }

  func logsFromTrace(_ anchor: Anchor) throws(Refusal) -> [Jump] {
    let rule = origins(of: anchor, kind: .tempo).lazy.compactMap(\.correlation.toLogs).first
    let targets = try targets(.loki, for: .logs, configured: rule?.source)
    guard let id = anchor.traceID else {
      throw Refusal(to: .logs, reason: "no trace under the cursor")
    }
    let window = logWindow(of: anchor, rule: rule)
    let own = ownQuery(of: anchor, rule: rule)
    return targets.flatMap { target in
      let selectors = spanSelectors(of: anchor, rule: rule, at: target)
      let configured = own.map {
        [logs(anchor, $0.text, window, target, $0.strength, "query of tracesToLogs")]
      }
      let identities = selectors.enumerated().flatMap { index, selector in
        identityJumps(
          anchor, id, selector, window, target, bySpan: rule?.filterBySpanID == true,
          widens: index == selectors.count - 1)
      }
      let nearest = selectors.first ?? everybody(at: target)
      let tie = "\(nearest.whose ?? "all services") at the same time"
      var byTime = logs(
        anchor, nearest.text, window, target, nearest.whose == nil ? .time : .labels, tie)
      byTime.widening = Widening(core: anchor.range, tried: window)
      byTime.match = nearest.match
      return (configured ?? []) + identities + [byTime]
    }
  }

  /// Lines that name the trace: in their metadata, then in their text. Those who write ids without their
  /// leading zeros are found as well. Only the widest streams are asked over more and more time.
  private func identityJumps(
    _ anchor: Anchor, _ id: TraceID, _ selector: StreamSelector, _ window: TimeRange,
    _ target: Source, bySpan: Bool, widens: Bool
  ) -> [Jump] {
    let field = metadataName(in: target)
    let digits = String(id.description.drop { $0 == "0" })
    let isStripped = digits.utf8.count < 32
    var filter = "\(selector.text) | \(field)" + (isStripped ? "=~\"0*\(digits)\"" : "=\"\(digits)\"")
    if bySpan, let span = anchor.spanID { filter += " | span_id=\"\(span)\"" }
    let whose = selector.whose.map { ", \($0)" } ?? ""
    let found = [
      logs(anchor, filter, window, target, .identity, "\(field) in structured metadata\(whose)"),
      logs(
        anchor, "\(selector.text) |= \"\(digits)\"", window, target, .identity,
        "trace id in the line\(whose)"),
    ]
    return found.map { jump in
      var jump = jump
      jump.match = selector.match
      if widens { jump.widening = Widening(core: anchor.range, tried: window) }
      return jump
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

  /// The configured query, when it is a whole one that the span can fill; how strong a tie it is depends
  /// on whether it asks for an id.
  private func ownQuery(
    of anchor: Anchor, rule: Correlation.SpanDestination?
  ) -> (text: String, strength: Jump.Strength)? {
    guard let rule, let query = rule.queries.first?.query,
      let text = SpanVariables(anchor, tags: rule.tags).fill(query), text.hasPrefix("{"),
      !text.hasPrefix("{}")
    else { return nil }
    let hasID = query.contains("traceId") || query.contains("spanId")
    return (text, hasID ? .identity : .labels)
  }

  /// A stream selector, and in words whose streams it selects; `nil` for everybody's.
  private struct StreamSelector {
    var text: String
    var whose: String?
    var match: LabelMatch?
  }

  /// The span's own streams first: what the configured tags select, then its service, then the other
  /// services of its trace, since a span's pod or namespace may be labelled differently in logs.
  private func spanSelectors(
    of anchor: Anchor, rule: Correlation.SpanDestination?, at target: Source
  ) -> [StreamSelector] {
    var found: [StreamSelector] = []
    var lacking = ""
    if let tags = rule?.tags, !tags.isEmpty {
      var selector = SelectorText()
      let labels = SpanTags(tags).labels(of: anchor.labels)
      for (name, value) in labels {
        selector.add(name, anyOf: name == logLabel(of: target.id) ? names.aliases(of: value) : [value])
      }
      let whose = labels.map(\.name).joined(separator: ", ")
      if let first = labels.first {
        let match = LabelMatch(label: first.name, values: [first.value])
        found.append(StreamSelector(text: selector.text, whose: whose, match: match))
      } else {
        lacking = " (the span has none of the tags \(tags.map(\.key).joined(separator: ", ")))"
      }
    }
    if let service = names.service(of: anchor) {
      found.append(services([service], whose: service + lacking, at: target))
    }
    if anchor.services.count > 1 {
      found.append(services(anchor.services, whose: "all services of the trace", at: target))
    }
    if found.isEmpty { found.append(everybody(at: target)) }
    var seen = Set<String>()
    return found.filter { seen.insert($0.text).inserted }
  }

  private func services(_ services: [String], whose: String, at target: Source) -> StreamSelector {
    var selector = SelectorText()
    let label = logLabel(of: target.id)
    let values = services.flatMap { names.aliases(of: $0) }
    selector.add(label, anyOf: values)
    return StreamSelector(
      text: selector.text, whose: whose, match: LabelMatch(label: label, values: values))
  }

  private func everybody(at target: Source) -> StreamSelector {
    StreamSelector(text: "{\(logLabel(of: target.id))=~\".+\"}", whose: nil)
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

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
        logs(anchor, $0.text, window, target, $0.strength, "query of tracesToLogs")
      }
      // A configured query with an id takes the place of the tags it is filled with.
      let others = configured?.strength == .identity ? selectors.suffix(1) : selectors[...]
      let isOneSpan = rule?.filterBySpanID == true
      let around = isOneSpan ? window : traceWindow(of: anchor, around: window)
      var identities = others.map { byID(anchor, id, $0, around, target, isOneSpan: isOneSpan) }
      // Only the widest streams are asked over more time: they hold those of the tags.
      identities[identities.count - 1].widening = Widening(core: anchor.range, tried: around)
      let nearest = ownSelector(of: anchor, rule: rule, at: target) ?? selectors[0]
      let tie = "\(nearest.whose ?? "all services") at the same time"
      var byTime = logs(
        anchor, nearest.text, window, target, nearest.match == nil ? .time : .labels, tie)
      byTime.widening = Widening(core: anchor.range, tried: window)
      byTime.match = nearest.match
      return (configured.map { [$0] } ?? []) + identities + [byTime]
    }
  }

  /// Lines that name the trace in their metadata, else in their text: services of one trace differ in that.
  /// Line filters know no "or" with labels, so an id in the text is made the label that metadata would hold.
  /// Those who write ids without their leading zeros are found as well.
  private func byID(
    _ anchor: Anchor, _ id: TraceID, _ selector: StreamSelector, _ window: TimeRange, _ target: Source,
    isOneSpan: Bool
  ) -> Jump {
    let field = metadataName(in: target)
    let digits = String(id.description.drop { $0 == "0" })
    let match = digits.utf8.count < 32 ? "=~\"0*\(digits)\"" : "=\"\(digits)\""
    var text = "\(selector.text) | regexp \"(?P<\(field)>\(digits))\" | \(field)\(match)"
    // Few write the span's id into the text.
    if isOneSpan, let span = anchor.spanID { text += " | span_id=\"\(span)\" or span_id=\"\"" }
    let tie = IDTie(field: field, whose: selector.whose)
    var jump = logs(anchor, text, window, target, .identity, tie.reason())
    (jump.idTie, jump.match) = (tie, selector.match)
    return jump
  }

  private func logs(
    _ anchor: Anchor, _ text: String, _ range: TimeRange, _ target: Source,
    _ strength: Jump.Strength, _ reason: String
  ) -> Jump {
    Jump(
      to: .logs, source: target.id,
      query: .logs(LogQL: text, range: range, limit: Self.lineLimit, direction: .backward),
      strength: strength, reason: reason,
      landing: Landing(
        moment: anchor.moment ?? (anchor.signal == .traces ? anchor.range.start : nil),
        spanID: anchor.signal == .traces ? anchor.spanID : nil,
        services: names.service(of: anchor).map(names.aliases) ?? []))
  }

  /// The span widened by the configured shifts, never by less than two seconds: clocks differ, and
  /// lines are written after the work.
  private func logWindow(of anchor: Anchor, rule: Correlation.SpanDestination?) -> TimeRange {
    let least = Duration.seconds(2)
    let before = min(rule?.startShift ?? .zero, .zero - least)
    let after = max(rule?.endShift ?? .zero, least)
    return TimeRange(start: anchor.range.start + before, end: anchor.range.end + after)
  }

  /// The whole trace as well where it is short: an id finds its lines only, and what a span waits for is often
  /// told before it begins or after it ends.
  private func traceWindow(of anchor: Anchor, around window: TimeRange) -> TimeRange {
    guard let trace = anchor.traceRange?.padded(by: .seconds(2)), trace.duration <= .minutes(10) else { return window }
    return TimeRange(start: min(window.start, trace.start), end: max(window.end, trace.end))
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

  /// A stream selector, and in words whose streams it selects; `nil` for all services'.
  private struct StreamSelector {
    var text: String
    var whose: String?
    var match: LabelMatch?
    /// Whether configured tags made it.
    var isTagged = false
  }

  /// Whose lines may name the trace: what the configured tags select, then all services of the trace. A span's
  /// pod or namespace may be labelled differently in logs, and what explains a span is often told by the
  /// service it waited for.
  private func spanSelectors(
    of anchor: Anchor, rule: Correlation.SpanDestination?, at target: Source
  ) -> [StreamSelector] {
    let own = ownSelector(of: anchor, rule: rule, at: target)
    let service = names.service(of: anchor)
    let everyone = anchor.services + (service.map { anchor.services.contains($0) ? [] : [$0] } ?? [])
    let all = services(everyone, whose: lack(of: anchor, rule), at: target)
    guard let own else { return [everyone.isEmpty ? everybody(at: target) : all] }
    return everyone.count < 2 || own.text == all.text ? [own] : own.isTagged ? [own, all] : [all]
  }

  /// The span's own streams: what the configured tags select, else its service.
  private func ownSelector(
    of anchor: Anchor, rule: Correlation.SpanDestination?, at target: Source
  ) -> StreamSelector? {
    let tags = rule?.tags ?? []
    let labels = tags.isEmpty ? [] : SpanTags(tags).labels(of: anchor.labels)
    guard let first = labels.first else {
      guard let service = names.service(of: anchor) else { return nil }
      let whose = [service, lack(of: anchor, rule)].compactMap(\.self).joined(separator: " ")
      return services([service], whose: whose, at: target)
    }
    var selector = SelectorText()
    for (name, value) in labels {
      selector.add(name, anyOf: name == logLabel(of: target.id) ? names.aliases(of: value) : [value])
    }
    return StreamSelector(
      text: selector.text, whose: labels.map(\.name).joined(separator: ", "),
      match: LabelMatch(label: first.name, values: [first.value]), isTagged: true)
  }

  /// Which of the configured tags are of no use: none is on the span.
  private func lack(of anchor: Anchor, _ rule: Correlation.SpanDestination?) -> String? {
    guard let tags = rule?.tags, !tags.isEmpty, SpanTags(tags).labels(of: anchor.labels).isEmpty else { return nil }
    return "(the span has none of the tags \(tags.map(\.key).joined(separator: ", ")))"
  }

  private func services(_ services: [String], whose: String?, at target: Source) -> StreamSelector {
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

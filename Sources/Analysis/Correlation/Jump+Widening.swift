public import Telemetry

/// How far around its moment or span a question may look when there is nothing near.
///
/// ```
///              ┌ span ┐
///           ├──┤      ├──┤            ±2 s
///     ├────────┤      ├────────┤      ±30 s
/// ├────────────┤      ├────────────┤  ±5 min, then ±1 h
/// ```
public struct Widening: Hashable, Sendable {
  /// The moment or span itself, without any margin.
  public var core: TimeRange
  /// Margins beyond what the jump's own question covers, growing.
  public var margins: [Duration]

  /// - Parameter tried: What the jump's own question covers; smaller margins would find no more.
  public init(core: TimeRange, tried: TimeRange, margins: [Duration] = Widening.steps) {
    self.core = core
    self.margins = margins.filter { margin in
      let range = core.padded(by: margin)
      return range.start < tried.start || range.end > tried.end
    }
  }

  public static let steps: [Duration] = [.seconds(30), .minutes(5), .hours(1)]
}

/// What ties a jump to its target when no id does: a label there, and the values looked for.
public struct LabelMatch: Hashable, Sendable {
  public var label: String
  /// Any of these would have matched.
  public var values: [String]

  public init(label: String, values: [String]) {
    self.label = label
    self.values = values
  }
}

extension Jump {
  /// The reason, with how far the range had to be widened: `trace_id in structured metadata, nas, within
  /// ±5 min`.
  public var fullReason: String { reach.map { "\(reason), within ±\(Self.text($0))" } ?? reason }

  /// What ties both ends, and why: `identity: trace id in the line, nas, within ±30 s`.
  public var tie: String { "\(strength.name): \(fullReason)" }

  private static func text(_ margin: Duration) -> String {
    let seconds = margin.wholeNanoseconds / 1_000_000_000
    if seconds % 3600 == 0 { return "\(seconds / 3600) h" }
    return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds) s"
  }

  /// How far the nearest of `times` lies from what the jump started at, when that is farther than clocks
  /// that agree can explain: `the lines are 2 min later: a clock is off, or they were written late`.
  public func clockNote(_ times: some Sequence<Instant>) -> String? {
    guard reach != nil, strength == .identity, let core = widening?.core else { return nil }
    let gaps = times.map { time -> Duration in
      if time < core.start { return time - core.start }
      return time > core.end ? time - core.end : .zero
    }
    guard let gap = gaps.min(by: { $0.wholeNanoseconds.magnitude < $1.wholeNanoseconds.magnitude }),
      gap.wholeNanoseconds.magnitude >= 2_000_000_000
    else { return nil }
    let seconds = Int64(gap.wholeNanoseconds.magnitude / 1_000_000_000)
    let text = seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min"
    return "\(text) \(gap < .zero ? "earlier" : "later"): is a clock off?"
  }
}

extension Jump {
  /// A chart ends now at the latest: what comes after would be empty. The length stays.
  public func ended(by now: Instant) -> Jump {
    guard case .metricsRange(let text, let range, let step) = query, range.end > now, step > .zero else { return self }
    let steps = ((range.end - now).wholeNanoseconds + step.wholeNanoseconds - 1) / step.wholeNanoseconds
    let back = Duration.zero - .nanoseconds(steps * step.wholeNanoseconds)
    var other = self
    other.query = .metricsRange(PromQL: text, range: range.shifted(by: back), step: step)
    return other
  }
}

extension Jump {
  /// The one question that explains why nothing matched: the values that the label does have.
  public var valuesQuestion: Query? {
    guard let match, let range = query.range?.padded(by: .hours(1)) else { return nil }
    switch query {
    case .logs: return .logLabelValues(label: match.label, selector: nil, range: range)
    case .metricsRange: return .metricLabelValues(label: match.label, matching: [], range: range)
    case .traceSearch: return .traceTagValues(tag: match.label, filter: nil, range: range)
    default: return nil
    }
  }

  /// Why nothing matched, given the values that the label has.
  public func mismatch(among found: [String]) -> String? {
    guard let match else { return nil }
    let wanted = match.values.map { "\"\($0)\"" }.joined(separator: " or ")
    if found.isEmpty { return "nothing at \(source) has the label \(match.label)" }
    if match.values.contains(where: found.contains) {
      return "\(match.label) \(wanted) is known to \(source), and has nothing then"
    }
    let found = found.filter { !$0.isEmpty }
    let shown = found.sorted().prefix(6).joined(separator: ", ")
    let more = found.count > 6 ? " +\(found.count - 6)" : ""
    return "\(match.label) is never \(wanted) at \(source), only \(shown)\(more)"
  }
}

internal import Telemetry

/// A rule and how bad its evaluation is. Whether an alert fires is Overview's concern; here an alert
/// that cannot be evaluated is worse than one that fires.
struct RuleRow: Hashable, Sendable {
  enum State: Int, Hashable, Sendable, Comparable {
    case failing, unknown, late, slow, ok

    static func < (a: State, b: State) -> Bool { a.rawValue < b.rawValue }

    var isTrouble: Bool { self < .ok && self != .unknown }
  }

  let rule: Rule
  let source: SourceID
  let state: State

  init(_ rule: Rule, source: SourceID, at now: Instant) {
    self.rule = rule
    self.source = source
    state = Self.state(of: rule, at: now)
  }

  /// What its group's evaluation took of the time until the next one: above one, evaluations are missed.
  var load: Double? {
    guard let interval = rule.interval?.inSeconds, interval > 0,
      let seconds = rule.groupEvaluationSeconds ?? rule.evaluationSeconds
    else { return nil }
    return seconds / interval
  }

  private static func state(of rule: Rule, at now: Instant) -> State {
    if rule.health == "err" || rule.lastError?.isEmpty == false { return .failing }
    guard rule.health == "ok" else { return .unknown }
    guard let interval = rule.interval else { return .ok }
    if let last = rule.lastEvaluation, now - last > max(interval, .seconds(1)) * 3 { return .late }
    let seconds = rule.groupEvaluationSeconds ?? rule.evaluationSeconds ?? 0
    return interval > .zero && seconds > interval.inSeconds / 2 ? .slow : .ok
  }

  static func worseFirst(_ a: RuleRow, _ b: RuleRow) -> Bool {
    if a.state != b.state { return a.state < b.state }
    let (x, y) = (a.rule.evaluationSeconds ?? 0, b.rule.evaluationSeconds ?? 0)
    if x != y, !x.isNaN, !y.isNaN { return x > y }
    return byName(a, b)
  }

  static func byName(_ a: RuleRow, _ b: RuleRow) -> Bool {
    (a.rule.group, a.rule.name, a.source) < (b.rule.group, b.rule.name, b.source)
  }

  var searchable: String { "\(rule.name) \(rule.group) \(rule.kind.rawValue) \(rule.query)".lowercased() }
}

internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

/// What the breakdown knows and how it is looked at.
struct BreakdownState: Sendable {
  enum Order: CaseIterable, Sendable { case worst, slowest, busiest, name }

  var field = TraceField.attribute(.resource, "service.name")
  /// What there is to break down by, as the server told it.
  var fields: [TraceField] = []
  var tagsScope: DrilldownPane.Scope?
  var picker: AttributePicker?

  private var answers: [Breakdown.Question: [Series]] = [:]
  private var answerScope: DrilldownPane.Scope?
  /// Why the server does not count.
  var failure: Failed?
  private(set) var breakdown: Breakdown?
  /// What `breakdown` is about.
  private(set) var scope: DrilldownPane.Scope?
  /// Traces it was worked out from; `nil`: by the server.
  private(set) var sampled: Int?
  /// Why a sample cannot be broken down.
  private(set) var problem: String?

  var order = Order.worst
  private(set) var lines: [Breakdown.Line] = []
  var scroll = ScrollPosition()

  func has(_ slot: Slot, _ scope: DrilldownPane.Scope) -> Bool {
    answerScope == scope && Breakdown.Question(rawValue: slot.name).map { answers[$0] != nil } ?? false
  }

  mutating func take(_ tags: [TraceTag], _ scope: DrilldownPane.Scope) {
    let scoped = tags.compactMap { tag -> TraceField? in
      let known = TraceField.Scope(rawValue: tag.scope)
      return tag.scope == "intrinsic" || tag.name.isEmpty ? nil : .attribute(known, tag.name)
    }
    // Resource first: where something ran tells more than what it was called with.
    let resource = scoped.filter { if case .attribute(.resource, _) = $0 { true } else { false } }
    fields =
      resource + [.name, .kind, .status, .rootName, .rootServiceName].map(TraceField.intrinsic)
      + scoped.filter { !resource.contains($0) }
    tagsScope = scope
    picker?.offer(fields)
  }

  /// By another attribute: nothing that is known holds for it.
  mutating func breakDown(by field: TraceField) {
    self.field = field
    (answers, answerScope, breakdown, scope, lines) = ([:], nil, nil, nil, [])
    scroll = ScrollPosition()
  }

  mutating func take(_ series: [Series], _ slot: Slot, _ scope: DrilldownPane.Scope, height: Int) {
    guard let question = Breakdown.Question(rawValue: slot.name) else { return }
    if answerScope != scope { answers = [:] }
    answers[question] = series
    if question == .rate { failure = nil }
    (answerScope, sampled, problem) = (scope, nil, nil)
    // The rates say which values there are; without them there is nothing to show.
    guard answers[.rate] != nil else { return }
    (breakdown, self.scope) = (Breakdown(answers), scope)
    arrange(height: height)
  }

  mutating func take(
    sampled trees: [TraceTree], filter: String, _ scope: DrilldownPane.Scope, height: Int
  ) {
    guard let expression = try? TraceQL.parse(filter) else { return }
    let starts = trees.map(\.start).sorted()
    let covered = starts.last.flatMap { last in starts.first.map { last - $0 } } ?? .zero
    do {
      breakdown = try Breakdown(
        sampled: trees, filter: expression, by: field, over: max(.seconds(1), covered))
      problem = nil
    } catch {
      (breakdown, problem) = (nil, error.description)
    }
    (sampled, self.scope) = (trees.count, scope)
    arrange(height: height)
  }

  mutating func arrange(height: Int) {
    let old = scroll.cursor == 0 ? nil : current?.value
    lines = (breakdown?.lines ?? []).sorted { a, b in
      let (x, y) = (key(a), key(b))
      return x != y ? x > y : (a.value ?? "") < (b.value ?? "")
    }
    let place = old.flatMap { value in lines.firstIndex { $0.value == value } } ?? 0
    scroll.move(to: place, count: lines.count, height: height)
  }

  /// The larger goes first; what is not known goes last.
  private func key(_ line: Breakdown.Line) -> [Double] {
    let known = { (value: Double) in value.isNaN ? -1 : value }
    switch order {
    case .worst: return [known(line.errorRatio), known(line.p99)]
    case .slowest: return [known(line.p99)]
    case .busiest: return [known(line.rate)]
    case .name: return []
    }
  }

  var current: Breakdown.Line? { lines.indices.contains(scroll.cursor) ? lines[scroll.cursor] : nil }
}

extension [Double] {
  fileprivate static func > (a: [Double], b: [Double]) -> Bool { b.lexicographicallyPrecedes(a) }
}

extension BreakdownState.Order {
  var name: String {
    switch self {
    case .worst: "most errors first, then slowest"
    case .slowest: "slowest p99 first"
    case .busiest: "busiest first"
    case .name: "by name"
    }
  }
}

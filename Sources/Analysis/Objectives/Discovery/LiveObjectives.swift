public import Telemetry

/// Objectives that nothing records, worked out from their raw metrics.
///
/// All of them share three questions, one a reach: what changes in minutes is asked with every refresh,
/// what takes days to change is asked seldom.
public enum LiveObjectives {
  /// How far back a question's windows go.
  public enum Reach: String, Hashable, Sendable, CaseIterable {
    /// Up to an hour.
    case near
    /// Up to a day.
    case middle
    /// Days, and the whole period.
    case far

    /// How long an answer is good enough; `nil`: until the next refresh.
    public var goodFor: Duration? {
      switch self {
      case .near: nil
      case .middle: .minutes(5)
      case .far: .hours(1)
      }
    }

    static func of(_ window: Duration) -> Reach {
      window <= .hours(1) ? .near : window <= .days(1) ? .middle : .far
    }
  }

  static let idLabel = "nightjar_slo"
  static let windowLabel = "nightjar_window"

  /// The specifications that none of the recorded objectives is about.
  public static func missing(_ specs: [ObjectiveSpec], among recorded: [BudgetStatus]) -> [ObjectiveSpec] {
    let ids = Set(recorded.map(\.objective.id))
    return specs.filter { !ids.contains($0.id) && !($0.format == .pyrra && ids.contains($0.name)) }
  }

  /// One expression for all specifications and all windows within reach; `nil` when there is none.
  public static func expression(_ specs: [ObjectiveSpec], _ reach: Reach) -> String? {
    expression(specs.map { spec in (spec, windows(of: spec).filter { Reach.of($0) == reach }) })
  }

  /// The error ratios of some windows of some specifications; `nil` when there are none.
  static func expression(_ wanted: [(ObjectiveSpec, [Duration])]) -> String? {
    let parts = wanted.flatMap { spec, windows in windows.map { tagged(spec, $0) } }
    return parts.isEmpty ? nil : joined(parts[...])
  }

  /// - Parameter series: The answers to all reaches together; what has not come counts as unknown.
  /// - Returns: One for each specification and group; one without any answer stands there unknown.
  public static func statuses(_ specs: [ObjectiveSpec], from series: [Series]) -> [BudgetStatus] {
    var rates: [String: [Group: [Duration: Double]]] = [:]
    for one in series {
      guard let id = one.labels[idLabel], let value = one.samples.last?.value,
        let window = one.labels[windowLabel].flatMap({ DurationText.duration($0) })
      else { continue }
      let group = Group(source: one.source, labels: one.labels.dropping(["__name__", idLabel, windowLabel]))
      rates[id, default: [:]][group, default: [:]][window] = value
    }
    return specs.flatMap { spec in
      let groups = rates[spec.id] ?? [Group(source: nil, labels: [:]): [:]]
      return groups.map { status(spec, $0.key, $0.value) }
    }
  }

  private struct Group: Hashable {
    var source: SourceID?
    var labels: Labels
  }

  private static func status(_ spec: ObjectiveSpec, _ group: Group, _ rates: [Duration: Double]) -> BudgetStatus {
    var objective = spec.objective
    objective.source = group.source
    objective.group = group.labels
    let burn = spec.burnWindows.map { BurnRate(window: $0, errorRatio: rates[$0] ?? .nan, of: objective) }
    var status = BudgetStatus(
      objective: objective, periodErrorRatio: rates[spec.period] ?? .nan, burn: burn, windows: spec.windows)
    status.origin = .live
    return status
  }

  private static func windows(of spec: ObjectiveSpec) -> [Duration] {
    Set(spec.burnWindows + [spec.period]).sorted()
  }

  private static func tagged(_ spec: ObjectiveSpec, _ window: Duration) -> String {
    let ratio = spec.indicator.liveErrorRatio.over(window)
    let name = WindowName.text(window)
    // `$` would stand for what the pattern matched.
    let id = Labels.escaped(spec.id.replacing("$", with: "$$"))
    return #"label_replace(label_replace(\#(ratio), "\#(idLabel)", "\#(id)", "", ""), "\#(windowLabel)", "\#(name)", "", "")"#
  }

  /// Halves joined, not one after the other: a server compares each part with all it has so far.
  private static func joined(_ parts: ArraySlice<String>) -> String {
    guard parts.count > 2 else { return parts.joined(separator: "\nor\n") }
    let middle = parts.startIndex + parts.count / 2
    return "(\(joined(parts[..<middle])))\nor\n(\(joined(parts[middle...])))"
  }
}

internal import Languages
internal import Telemetry

/// Finds objectives in what Pyrra's rules record: the generic ones (`pyrra_objective` and its kin), and
/// those of each objective, `http_requests:burnrate5m` and `http_requests:increase4w`.
struct PyrraReader {
  private struct Key: Hashable {
    var source: SourceID?
    var slo: String
    var group: Labels
  }

  private struct Found {
    var target: Double?
    var period: Duration?
    var availability: Double?
    var errors: [Duration: Double] = [:]
    var labels: Labels = [:]
  }

  private static let ownLabels = ["__name__", "slo"]

  private let rules: [Rule]
  private var found: [Key: Found] = [:]
  /// `…:increase4w`, all events of the period, by what tells them apart.
  private var increases: [SourceID?: [String: [Series]]] = [:]
  private var generic: [SourceID?: [String: [String: Double]]] = [:]

  /// - Parameter rules: Those of the server where it told them: they alone say the target where the
  ///   generic rules are not recorded, and which of the events were bad.
  init(_ series: [Series], rules: [Rule]) {
    self.rules = rules.filter { $0.labels["slo"] != nil }
    for one in series {
      guard let slo = one.labels["slo"], let value = one.samples.last?.value else { continue }
      take(one, slo, value)
    }
  }

  private mutating func take(_ one: Series, _ slo: String, _ value: Double) {
    let name = one.labels.metricName
    if name.hasPrefix("pyrra_") {
      generic[one.source, default: [:]][slo, default: [:]][name] = value
    } else if let window = Self.window(name, after: ":burnrate") {
      let rule = rules.first { $0.kind == .recording && $0.name == name && $0.labels["slo"] == slo }
      let group = rule.map { one.labels.dropping($0.labels.names + Self.ownLabels + $0.fixedLabels) } ?? [:]
      let key = Key(source: one.source, slo: slo, group: group)
      found[key, default: Found()].errors[window] = value
      found[key]?.labels = one.labels.dropping(Self.ownLabels)
    } else if Self.window(name, after: ":increase") != nil {
      increases[one.source, default: [:]][slo, default: []].append(one)
    }
  }

  private static func window(_ name: String, after mark: String) -> Duration? {
    guard let range = name.firstRange(of: mark) else { return nil }
    return DurationText.duration(name[range.upperBound...])
  }

  // MARK: Putting together

  func statuses() -> [BudgetStatus] {
    var all = found
    for (source, slos) in generic {
      for slo in slos.keys where !found.keys.contains(where: { $0.source == source && $0.slo == slo }) {
        all[Key(source: source, slo: slo, group: [:])] = Found()
      }
    }
    return all.compactMap { key, found in status(key, found) }
  }

  private func status(_ key: Key, _ found: Found) -> BudgetStatus? {
    let known = generic[key.source]?[key.slo] ?? [:]
    let increases = increases[key.source]?[key.slo] ?? []
    guard let target = known["pyrra_objective"] ?? target(of: key.slo), target > 0, target <= 1 else { return nil }
    let seconds = known["pyrra_window"].flatMap { $0 > 0 && $0 < 1e9 ? Duration.seconds($0) : nil }
    let named = increases.lazy.compactMap { Self.window($0.labels.metricName, after: ":increase") }.first
    let period = seconds ?? named ?? .days(28)
    let ratio =
      key.group.isEmpty
      ? known["pyrra_availability"].map { 1 - $0 } ?? errorRatio(increases, key) : errorRatio(increases, key)
    var objective = Objective(
      id: key.slo, tool: "pyrra", service: found.labels["service"] ?? found.labels["job"] ?? key.slo, name: key.slo,
      target: target, period: period, labels: found.labels, source: key.source)
    objective.group = key.group
    let burn = found.errors.map { BurnRate(window: $0.key, errorRatio: $0.value, of: objective) }
    return BudgetStatus(
      objective: objective, periodErrorRatio: ratio, burn: burn, windows: BurnWindow.pyrra(over: period))
  }

  /// From the alerts: `… > (14 * (1-0.995))`.
  private func target(of slo: String) -> Double? {
    for rule in rules where rule.kind == .alerting && rule.labels["slo"] == slo {
      if let tree = try? PromQL.parse(rule.query), let target = tree.promisedPart { return target }
    }
    return nil
  }

  /// Bad events among all of the period, told apart as the rule of a burn rate does it.
  private func errorRatio(_ increases: [Series], _ key: Key) -> Double {
    let rule = rules.first {
      $0.kind == .recording && $0.labels["slo"] == key.slo && $0.name.firstRange(of: ":burnrate") != nil
    }
    guard let rule, let selectors = (try? PromQL.parse(rule.query))?.selectors, let bad = selectors.first else {
      return .nan
    }
    let own = increases.filter { one in key.group.pairs.allSatisfy { one.labels[$0.name] == $0.value } }
    let buckets = own.filter { !($0.labels["le"] ?? "").isEmpty }
    let totals = own.filter { ($0.labels["le"] ?? "").isEmpty }
    let total = Self.sum(totals)
    guard total > 0 else { return .nan }
    if !buckets.isEmpty { return 1 - Self.sum(buckets) / total }
    return Self.sum(totals.filter { one in bad.matchers.allSatisfy { $0.accepts(one.labels[$0.name] ?? "") } }) / total
  }

  private static func sum(_ series: [Series]) -> Double {
    series.compactMap { $0.samples.last?.value }.filter(\.isFinite).reduce(0, +)
  }
}

extension Rule {
  /// Labels its own selectors pin to one value: they say nothing about a group.
  fileprivate var fixedLabels: [String] {
    ((try? PromQL.parse(query))?.selectors ?? []).flatMap(\.matchers).filter { $0.op == .equal }.map(\.name)
  }
}

extension PromExpression {
  /// The number of the first `1 - number` within.
  fileprivate var promisedPart: Double? {
    if case .binary(let binary) = node, binary.op.rawValue == "-",
      case .number(1) = binary.left.unwrapped.node, case .number(let part) = binary.right.unwrapped.node
    {
      return part
    }
    return children.lazy.compactMap(\.promisedPart).first
  }
}

extension Matcher {
  /// Whether a value passes, as Prometheus has it: patterns cover the whole. One that is no pattern here
  /// lets nothing pass.
  func accepts(_ text: String) -> Bool {
    switch op {
    case .equal: text == value
    case .notEqual: text != value
    case .matches: (try? Regex(value).wholeMatch(in: text)) != nil
    case .notMatches: (try? Regex(value)).map { (try? $0.wholeMatch(in: text)) == nil } ?? false
    }
  }
}

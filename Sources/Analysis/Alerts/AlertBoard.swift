public import Telemetry

/// What several rulers and Alertmanagers tell, joined: alerts as they are routed, then what reaches
/// nobody, then rules that cannot be evaluated, then those at rest. Worst first everywhere.
public struct AlertBoard: Sendable {
  public struct Section: Hashable, Sendable {
    public enum Kind: Int, Hashable, Sendable {
      /// Sent together to one receiver.
      case routed
      /// Fires, and no Alertmanager has it.
      case unrouted
      case pending
    }

    public var kind: Kind
    public var receiver: String
    /// What the alerts of the section are grouped by.
    public var labels: Labels
    public var entries: [AlertEntry]
  }

  /// What one source told.
  public struct Findings: Sendable {
    public var rules: [Rule] = []
    public var groups: [AlertGroup] = []
    public var silences: [Silence] = []
    public init() {}
  }

  /// A rule on its own: with an error, or at rest.
  public struct RuleEntry: Hashable, Sendable {
    public var rule: Rule
    public var source: SourceID
  }

  public let sections: [Section]
  /// Alerting rules that cannot be evaluated: they would not fire whatever happened.
  public let broken: [RuleEntry]
  /// Alerting rules of which nothing fires.
  public let resting: [RuleEntry]
  /// Every alert once, hidden ones and all.
  public let alerts: [Alert]
  public let silences: [(source: SourceID, silence: Silence)]

  /// - Parameter hasManagers: Whether any Alertmanager is configured: else nothing can be unrouted.
  public init(_ findings: [SourceID: Findings], hasManagers: Bool) {
    let ordered = findings.sorted { $0.key < $1.key }
    let rules = ordered.flatMap { source, found in
      found.rules.filter { $0.kind == .alerting }.map { RuleEntry(rule: $0, source: source) }
    }
    silences = ordered.flatMap { source, found in found.silences.map { (source, $0) } }
    var joining = Joining(
      rules: rules, silences: Dictionary(silences.map { ($0.silence.id, $0.silence) }) { a, _ in a })
    for (source, found) in ordered { joining.note(fingerprintsOf: found.groups, at: source) }
    for (source, found) in ordered { joining.add(found.groups, from: source) }
    alerts = joining.allAlerts
    sections = joining.sections(hasManagers: hasManagers)
    broken = rules.filter { $0.rule.health == "err" || $0.rule.lastError?.isEmpty == false }
    resting = rules.filter { $0.rule.alerts.isEmpty && $0.rule.state != .firing && $0.rule.health != "err" }
      .sorted { ($0.rule.name, $0.source) < ($1.rule.name, $1.source) }
  }
}

extension AlertBoard {
  /// Several boards on one, of clusters that know nothing of each other: alerts of one name stay apart.
  public init(watching boards: [AlertBoard]) {
    let all = boards.flatMap(\.sections)
    sections = [Section.Kind.routed, .unrouted, .pending].flatMap { kind in
      all.filter { $0.kind == kind }.sorted { Joining.precedes($0.entries, $1.entries) }
    }
    broken = boards.flatMap(\.broken)
    resting = boards.flatMap(\.resting)
    alerts = boards.flatMap(\.alerts)
    silences = boards.flatMap(\.silences)
  }
}

/// Puts alerts of rulers and Alertmanagers together, each looked up by its name: a cluster may have
/// thousands.
private struct Joining {
  private var entries: [AlertEntry] = []
  private var byName: [String: [Int]] = [:]
  /// Which entries a group has, in the order told.
  private var groups: [(receiver: String, labels: Labels, entries: [Int])] = []
  private var groupPlaces: [AlertGroup: Int] = [:]
  private var grouped: Set<Int> = []
  private var names: [String: String] = [:]
  private let silences: [String: Silence]

  init(rules: [AlertBoard.RuleEntry], silences: [String: Silence]) {
    self.silences = silences
    for entry in rules {
      for alert in entry.rule.alerts where alert.state != .inactive {
        var told = alert
        told.source = entry.source
        add(AlertEntry(alert: told, rule: entry.rule, ruler: entry.source))
      }
    }
  }

  var allAlerts: [Alert] {
    entries.map { entry in
      var alert = entry.alert
      if let labels = entry.managedLabels { alert.labels = labels }
      return alert
    }
  }

  @discardableResult
  private mutating func add(_ entry: AlertEntry) -> Int {
    byName[entry.alert.name, default: []].append(entries.count)
    entries.append(entry)
    return entries.count - 1
  }

  mutating func note(fingerprintsOf groups: [AlertGroup], at source: SourceID) {
    for alert in groups.flatMap(\.alerts) { if let own = alert.fingerprint { names[own] = alert.name } }
  }

  mutating func add(_ told: [AlertGroup], from source: SourceID) {
    for group in told {
      let key = AlertGroup(labels: group.labels, receiver: group.receiver, alerts: [])
      let place = groupPlaces[key] ?? groups.count
      if place == groups.count {
        groupPlaces[key] = place
        groups.append((group.receiver, group.labels, []))
      }
      for alert in group.alerts {
        let index = join(alert, from: source)
        if !entries[index].receivers.contains(group.receiver) {
          entries[index].receivers.append(group.receiver)
        }
        // An alert that is sent to several stands where it was met first.
        if grouped.insert(index).inserted { groups[place].entries.append(index) }
      }
    }
  }

  private mutating func join(_ managed: Alert, from source: SourceID) -> Int {
    let known = byName[managed.name]?.first { entries[$0].alert.isSame(as: managed) }
    var told = managed
    told.source = source
    let index = known ?? add(AlertEntry(alert: told))
    if !entries[index].managers.contains(source) { entries[index].managers.append(source) }
    entries[index].managedLabels = managed.labels
    if managed.state == .suppressed { entries[index].alert.state = .suppressed }
    for id in managed.silencedBy where !entries[index].alert.silencedBy.contains(id) || known == nil {
      if !entries[index].alert.silencedBy.contains(id) { entries[index].alert.silencedBy.append(id) }
      if let silence = silences[id], !entries[index].silences.contains(silence) {
        entries[index].silences.append(silence)
      }
    }
    for print in managed.inhibitedBy {
      let name = names[print] ?? print
      if !entries[index].inhibitors.contains(name) { entries[index].inhibitors.append(name) }
    }
    return index
  }

  func sections(hasManagers: Bool) -> [AlertBoard.Section] {
    let routed = groups.map {
      AlertBoard.Section(
        kind: .routed, receiver: $0.receiver, labels: $0.labels, entries: ordered($0.entries))
    }.filter { !$0.entries.isEmpty }.sorted { Self.precedes($0.entries, $1.entries) }
    let rest = entries.indices.filter { !grouped.contains($0) }
    let firing = ordered(rest.filter { entries[$0].state != .pending })
    let pending = ordered(rest.filter { entries[$0].state == .pending })
    let loose = AlertBoard.Section(
      kind: .unrouted, receiver: hasManagers ? "" : "–", labels: [:], entries: firing)
    let waiting = AlertBoard.Section(kind: .pending, receiver: "", labels: [:], entries: pending)
    return routed + [loose, waiting].filter { !$0.entries.isEmpty }
  }

  private func ordered(_ indices: [Int]) -> [AlertEntry] {
    indices.map { entries[$0] }.filter { !AlertOrder.hidden.contains($0.alert.name) }
      .sorted { AlertOrder.precedes($0.alert, $1.alert) }
  }

  fileprivate static func precedes(_ a: [AlertEntry], _ b: [AlertEntry]) -> Bool {
    guard let x = a.first?.alert, let y = b.first?.alert else { return false }
    return AlertOrder.precedes(x, y)
  }
}

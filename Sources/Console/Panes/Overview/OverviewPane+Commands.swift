public import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

extension OverviewPane {
  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    // Under a person's hand nothing moves by itself any more.
    section = section
    switch command {
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .pageUp, .top: cursors[section] = 0
    case .pageDown, .bottom: cursors[section] = max(0, count(of: section) - 1)
    case .nextPart: moveSection(by: 1)
    case .previousPart: moveSection(by: -1)
    case .left: return crossOver(to: [.services, .objectives], from: [.probes, .alerts, .logErrors])
    case .right: return crossOver(to: [.probes, .alerts, .logErrors], from: [.objectives, .services])
    case .open: return open(in: context)
    case .jumpToLogs where section == .logErrors: return open(in: context)
    case .jumpToMetrics where section == .objectives: return openLatency(in: context)
    // A row of metrics has its own chart; only a row of logs needs a way to them.
    case .jumpToMetrics where section != .logErrors: return open(in: context)
    case .include: return focusOnRow(in: context)
    case .copy: return service(in: context).map { [.copy($0)] } ?? [.say("this row has no service to copy")]
    default: return nil
    }
    return []
  }

  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .open, .jumpToTraces, .jumpToLogs, .jumpToMetrics:
      cursor(of: section) == nil ? "this list is empty; Tab goes to the next" : nil
    case .editQuery, .search: "there is no query here; 2, 3 and 4 open screens with one"
    default: nil
    }
  }

  /// Up and down go on into the neighbouring list of the column.
  private mutating func move(by rows: Int) {
    let count = count(of: section)
    let target = (cursor(of: section) ?? 0) + rows
    if count > 0, (0..<count).contains(target) {
      cursors[section] = target
      return
    }
    let column: [Section] = [.objectives, .services].contains(section)
      ? [.objectives, .services] : [.probes, .alerts, .logErrors]
    guard let place = column.firstIndex(of: section) else { return }
    let order = rows > 0 ? Array(column[(place + 1)...]) : column[..<place].reversed()
    guard let next = order.first(where: { self.count(of: $0) > 0 }) else { return }
    section = next
    cursors[next] = rows > 0 ? 0 : self.count(of: next) - 1
  }

  private mutating func moveSection(by step: Int) {
    let all = Section.allCases
    guard let place = all.firstIndex(of: section) else { return }
    for offset in 1...all.count {
      let next = all[(place + offset * step + all.count * offset) % all.count]
      if count(of: next) > 0 {
        section = next
        return
      }
    }
  }

  /// From one column to the first list of the other that has rows.
  private mutating func crossOver(to column: [Section], from other: [Section]) -> [Request] {
    guard other.contains(section) else { return [.say("this is the last column; Tab goes through the lists")] }
    guard let target = column.first(where: { count(of: $0) > 0 }) else {
      return [.say("there is nothing on that side")]
    }
    section = target
    return []
  }

  /// The row's own screen, focused on its service.
  private func open(in context: Context) -> [Request] {
    let focus = service(in: context).map { [Request.focus($0)] } ?? []
    guard let index = cursor(of: section) else { return [] }
    switch section {
    case .objectives: return focus + [.open(ObjectivePane(objectives[index], findings: objectiveFindings, in: context))]
    case .services: return openLatency(in: context)
    case .probes:
      return [.open(ProbesPane(selecting: probes[index].target))]
    case .alerts:
      return focus + [.open(AlertsPane(selecting: alerts[index].alert.labels))]
    case .logErrors:
      let item = logErrors[index]
      let query = "{service_name=\"\(Labels.escaped(item.service))\"} | detected_level=~\"warn|error|critical|fatal\""
      return focus + [.open(LogsPane(query: query, source: item.source))]
    }
  }

  private func openLatency(in context: Context) -> [Request] {
    guard let pane = latencyPane(in: context) else { return [.say("no request metrics are known here yet")] }
    return (service(in: context).map { [Request.focus($0)] } ?? []) + [.open(pane)]
  }

  /// What an alert measures, without the comparison that makes it fire: the curve before it fired
  /// tells more than the few points above the threshold.
  static func measured(by query: String) -> String {
    guard var expression = try? PromQL.parse(query) else { return query }
    while true {
      switch expression.node {
      case .parenthesised(let inner): expression = inner
      case .binary(let binary) where binary.op.precedence <= PromOperator.equal.precedence:
        expression = binary.left
      default: return expression.description
      }
    }
  }

  private func focusOnRow(in context: Context) -> [Request] {
    guard let service = service(in: context) else { return [.say("this row has no service to focus on")] }
    return [.focus(service), .say("focused on \(service); 0 drops the focus")]
  }

  private func latencyPane(in context: Context) -> MetricsPane? {
    guard let (query, source) = latencyQuery(in: context), let service = service(in: context) else { return nil }
    return MetricsPane(query: query, source: source, label: "p99 \(service)")
  }

  private func latencyQuery(in context: Context) -> (String, SourceID)? {
    guard let service = service(in: context),
      let (source, found) = findings.sorted(by: { $0.key < $1.key }).first(where: { $0.value.family != nil }),
      let family = found.family
    else { return nil }
    return (ServiceReader.latency(of: service, family: family), source)
  }

  /// The service the cursor's row is about.
  func service(in context: Context) -> String? {
    guard let index = cursor(of: section) else { return nil }
    switch section {
    case .objectives: return objectives[index].objective.service
    case .services: return services[index].service
    case .probes: return services.map(\.service).first { probes[index].target.contains($0) }
    case .alerts: return alerts[index].alert.labels.serviceName
    case .logErrors: return logErrors[index].service
    }
  }

  public func anchor(in context: Context) -> Anchor? {
    guard cursor(of: section) != nil else { return nil }
    let service = service(in: context)
    let latency = latencyQuery(in: context)
    if section == .logErrors {
      return Anchor(
        signal: .logs, query: service.map { "{service_name=\"\(Labels.escaped($0))\"}" },
        labels: Labels(["service_name": service ?? ""]), service: service, range: context.range)
    }
    return Anchor(
      signal: .metrics, source: latency?.1, query: latency?.0.replacingRateInterval(in: context),
      labels: Labels(service.map { ["service": $0] } ?? [:]), service: service, range: context.range)
  }
}

extension String {
  /// The query with its variables replaced, as the chart of it would have them.
  fileprivate func replacingRateInterval(in context: Context) -> String {
    StepRules(scrapeInterval: context.scrapeInterval, maxDataPoints: 240).choose(for: context.range)
      .substitute(in: self)
  }
}

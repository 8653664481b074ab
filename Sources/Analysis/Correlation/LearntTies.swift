public import Telemetry

/// What jumps that found nothing have taught of how sources name services; the configuration says the
/// same for good (`services.logLabel`, `services.rename`).
public struct LearntTies: Hashable, Sendable {
  /// The stream label that holds service names, by source.
  public var logLabels: [SourceID: String] = [:]
  /// Label value to `service.name`.
  public var renames: [String: String] = [:]
  /// One sentence for each thing learnt, in order.
  public var notes: [String] = []

  public init() {}
}

/// Finding out under which label, or which name, a source keeps a service.
///
/// ```
/// {service_name="shop"}: nothing, and no such value
///      │  which labels are there?           app, pod, namespace
///      ▼  which values have those that name services?
///   app: nas, shop  ──▶  {app="shop"}
/// ```
extension Correlator {
  /// The question for the label names of `jump`'s source; `nil` where labels have fixed names.
  public func namesQuestion(after jump: Jump) -> Query? {
    guard case .logs(_, let range, _, _) = jump.query else { return nil }
    return .logLabelNames(selector: nil, range: range.padded(by: .hours(1)))
  }

  /// The questions for the values of those labels that may name services.
  public func valueQuestions(names: [String], after jump: Jump) -> [Query] {
    guard let range = jump.query.range?.padded(by: .hours(1)) else { return [] }
    return LearntNames.candidates.filter { names.contains($0) && $0 != jump.match?.label }.prefix(4)
      .map { .logLabelValues(label: $0, selector: nil, range: range) }
  }

  /// Takes in what the labels of `jump`'s source hold.
  /// - Returns: Whether the anchor's service was found among it, so that its jumps are worth asking again.
  public mutating func learn(_ values: [String: [String]], of anchor: Anchor, after jump: Jump) -> Bool {
    guard let service = names.service(of: anchor) else { return false }
    if case .traceSearch = jump.query {
      return learnOtherName(of: service, among: values.values.flatMap { $0 }, at: jump.source)
    }
    guard case .logs = jump.query else { return false }
    let own = names.aliases(of: service)
    let services = own + anchor.services
    guard let label = LearntNames(services: services, logs: values, metrics: [:], renames: names.renames).logs,
      own.contains(where: label.known.contains) || label.alike.values.contains(where: own.contains)
    else { return false }
    if label.name != logLabel(of: jump.source) {
      learnt.logLabels[jump.source] = label.name
      learnt.notes.append("\(jump.source) names services by \(label.name)")
    }
    for (value, alike) in label.alike.sorted(by: { $0.key < $1.key }) {
      rename(value, own.contains(alike) ? service : alike, jump.source)
    }
    return true
  }

  /// Traces know the service by another name than metrics do.
  private mutating func learnOtherName(of service: String, among found: [String], at source: SourceID) -> Bool {
    let alike = found.sorted().filter { LearntNames.isAlike($0, service) }
    // Of several parts of a system the one that serves is meant.
    guard let other = alike.first(where: { $0.hasSuffix("server") }) ?? alike.first else { return false }
    rename(service, other, source)
    return true
  }

  private mutating func rename(_ value: String, _ service: String, _ source: SourceID) {
    guard learnt.renames.updateValue(service, forKey: value) != service else { return }
    learnt.notes.append("\(value) is probably \(service) (\(source))")
  }
}

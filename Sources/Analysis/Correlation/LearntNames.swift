internal import Telemetry

/// How services are named in each signal, learnt from what the sources hold: the label whose values are
/// most of those that traces know.
///
/// ```
/// traces   service.name   cart  shop  nas
/// logs     app            cart  shop  nas-server   → app, 2 of 3; nas-server is probably nas
/// metrics  job            m/cart m/shop m/nas      → job, 3 of 3
/// ```
public struct LearntNames: Hashable, Sendable {
  /// One signal's label, and how well it fits.
  public struct Label: Hashable, Sendable {
    public var name: String
    /// Services of the traces that the label has too.
    public var known: [String]
    public var unknown: [String]
    /// Values of the label that look like one of the unknown services: value to service.
    public var alike: [String: String]
  }

  /// `nil` where no label has a value that is, or looks like, one of the services.
  public let logs: Label?
  public let metrics: Label?

  /// Labels that name services, as the trade has them; earlier ones win where two fit equally well.
  public static let candidates = [
    "service_name", "service", "app", "app_kubernetes_io_name", "container", "k8s_container_name", "job",
    "exported_job", "component",
  ]

  /// - Parameters:
  ///   - services: Every `service.name` of the traces.
  ///   - logs: Values by label name.
  ///   - metrics: The same of the metrics.
  ///   - renames: What the configuration says already.
  public init(
    services: [String], logs: [String: [String]], metrics: [String: [String]], renames: [String: String] = [:]
  ) {
    let services = Set(services)
    self.logs = Self.best(services, logs, renames)
    self.metrics = Self.best(services, metrics, renames)
  }

  private static func best(
    _ services: Set<String>, _ labels: [String: [String]], _ renames: [String: String]
  ) -> Label? {
    var best: Label?
    for name in candidates {
      guard let values = labels[name], !values.isEmpty else { continue }
      let label = fit(name, values, services, renames)
      let isFirst = best == nil && !(label.known.isEmpty && label.alike.isEmpty)
      if isFirst || label.known.count > best?.known.count ?? 0 { best = label }
    }
    return best
  }

  private static func fit(
    _ name: String, _ values: [String], _ services: Set<String>, _ renames: [String: String]
  ) -> Label {
    let bare = Dictionary(values.map { ($0, bareName($0, label: name)) }) { first, _ in first }
    let named = Set(bare.values.map { renames[$0] ?? $0 })
    let unknown = services.subtracting(named).sorted()
    var alike: [String: String] = [:]
    for value in bare.values.sorted() where !services.contains(value) && renames[value] == nil {
      if let service = unknown.first(where: { isAlike(value, $0) }) { alike[value] = service }
    }
    return Label(name: name, known: services.intersection(named).sorted(), unknown: unknown, alike: alike)
  }

  /// OTel and Promtail write `job` as namespace/name.
  private static func bareName(_ value: String, label: String) -> String {
    guard label.hasSuffix("job") else { return value }
    return value.split(separator: "/").last.map(String.init) ?? value
  }

  /// One is the other with something before or behind it: `jellyfin-server` and `jellyfin`.
  static func isAlike(_ a: String, _ b: String) -> Bool {
    let (short, long) = a.utf8.count < b.utf8.count ? (a, b) : (b, a)
    guard short.utf8.count >= 3, short != long else { return false }
    let parts = long.split { "-_./".contains($0) }.map { $0.lowercased() }
    return parts.contains(short.lowercased()) || long.lowercased().hasPrefix(short.lowercased() + "-")
  }
}

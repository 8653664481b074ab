public import Telemetry

/// An Argo CD application as its controller's metrics tell it.
public struct ArgoApplication: Hashable, Sendable {
  public var name: String
  public var namespace: String
  public var project: String
  /// Synced, OutOfSync or Unknown.
  public var sync: String
  /// Healthy, Progressing, Degraded, Suspended, Missing or Unknown.
  public var health: String
  public var source: SourceID?

  /// The question for all applications.
  public static let question = "argocd_app_info"

  public var isInTrouble: Bool {
    sync != "Synced" || !["Healthy", "Progressing", "Suspended"].contains(health)
  }

  /// From `argocd_app_info`; the worst first.
  public static func applications(in series: [Series], source: SourceID?) -> [ArgoApplication] {
    series.compactMap { one -> ArgoApplication? in
      guard one.samples.last?.value == 1, let name = one.labels["name"] else { return nil }
      let labels = one.labels
      return ArgoApplication(
        name: name, namespace: labels["exported_namespace"] ?? labels["namespace"] ?? "",
        project: labels["project"] ?? "", sync: labels["sync_status"] ?? "Unknown",
        health: labels["health_status"] ?? "Unknown", source: source)
    }
    .sorted { ($0.rank, $0.name, $0.namespace) < ($1.rank, $1.name, $1.namespace) }
  }

  private var rank: Int {
    switch health {
    case "Degraded", "Missing": 0
    case "Unknown": 1
    default: sync == "Synced" ? (health == "Progressing" ? 3 : 4) : 2
    }
  }
}

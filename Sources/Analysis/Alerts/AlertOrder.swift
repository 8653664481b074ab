public import Telemetry

/// Which alerts are shown, and in which order.
public enum AlertOrder {
  /// Alerts that always fire by design (kube-prometheus) tell nothing to somebody woken up.
  static let hidden: Set<String> = ["Watchdog", "InfoInhibitor"]

  /// The worst first: firing before pending before silenced, by severity, the newest first.
  public static func worstFirst(_ alerts: [Alert]) -> [Alert] {
    worstFirst(alerts) { $0 }
  }

  /// The same of whatever has an alert.
  public static func worstFirst<Row>(_ rows: [Row], by alert: (Row) -> Alert) -> [Row] {
    rows.filter { !hidden.contains(alert($0).name) && alert($0).state != .inactive }
      .sorted { precedes(alert($0), alert($1)) }
  }

  /// Whether one is to be seen before another.
  static func precedes(_ a: Alert, _ b: Alert) -> Bool {
    if a.state.rank != b.state.rank { return a.state.rank < b.state.rank }
    let (x, y) = (rank(ofSeverity: a.severity), rank(ofSeverity: b.severity))
    if x != y { return x < y }
    if a.activeAt != b.activeAt { return (a.activeAt ?? .epoch) > (b.activeAt ?? .epoch) }
    return a.labels < b.labels
  }

  /// 0 is the gravest; unknown words stand between warning and info.
  public static func rank(ofSeverity severity: String) -> Int {
    switch severity.lowercased() {
    case "page", "critical", "fatal", "emergency": 0
    case "error", "high", "major": 1
    case "warning", "warn", "ticket", "minor": 2
    case "info", "none", "low": 4
    default: 3
    }
  }
}

extension Alert.State {
  fileprivate var rank: Int {
    switch self {
    case .firing: 0
    case .pending: 1
    case .suppressed: 2
    case .inactive: 3
    }
  }
}

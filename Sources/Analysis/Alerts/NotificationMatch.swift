public import Telemetry

/// Which alert a notification tells of, as far as its words say so.
public enum NotificationMatch {
  /// The alert whose name stands in the title or text as a word of its own; of several, the one whose
  /// label values stand there too, then the one that became active closest to the message.
  public static func alert(for message: Notification, among alerts: [Alert]) -> Alert? {
    let text = message.title + " " + message.message + " " + message.tags.joined(separator: " ")
    let words = Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") })
    let named = alerts.filter { !$0.name.isEmpty && words.contains(Substring($0.name)) }
    func fit(_ alert: Alert) -> Int {
      alert.labels.pairs.count { $0.name != "alertname" && $0.value.count > 2 && text.contains($0.value) }
    }
    func distance(_ alert: Alert) -> Int64 {
      guard let active = alert.activeAt else { return .max }
      let (apart, overflow) = message.time.nanoseconds.subtractingReportingOverflow(active.nanoseconds)
      return overflow || apart == .min ? .max : abs(apart)
    }
    return named.map { (alert: $0, fit: fit($0), distance: distance($0)) }
      .min { ($1.fit, $0.distance) < ($0.fit, $1.distance) }?.alert
  }
}

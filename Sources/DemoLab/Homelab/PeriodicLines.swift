internal import Telemetry

/// What is logged without any request: the disks' own messages and Argo CD's syncs.
struct PeriodicLines {
  let tick: Int64

  func write(_ service: String, _ labels: Labels, to lines: inout [LogLine]) {
    switch service {
    case "nas" where tick % 20 == 7:
      let text =
        "level=info component=smartd msg=\"SMART usage attribute changed\" disk=sdb"
        + " attribute=Reallocated_Sector_Ct value=\(92 - tick / 20 % 3)"
      lines.append(line(text, after: 3_141_592_653, labels))
    case "argocd" where Sync.begins(inTick: tick):
      let began = Traffic.start(ofTick: tick) + .nanoseconds(1_618_033_988)
      let prefix = "time=\"\(RFC3339.shortString(began))\" level=info application=argocd/jellyfin"
      lines.append(line("\(prefix) msg=\"Initiated automated sync\"", after: 1_618_033_988, labels))
      let end = "\(prefix) msg=\"Sync operation succeeded\" time_ms=6402"
      lines.append(line(end, after: 8_020_118_240, labels))
    default: break
    }
  }

  private func line(_ text: String, after ns: Int64, _ labels: Labels) -> LogLine {
    LogLine(
      time: Traffic.start(ofTick: tick) + .nanoseconds(ns), line: text, labels: labels,
      metadata: ["detected_level": "info"])
  }
}

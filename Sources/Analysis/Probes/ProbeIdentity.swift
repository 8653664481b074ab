internal import Telemetry

/// Whose series it is: which labels name a probe depends on who probes.
struct ProbeIdentity {
  let prober: ProbeStatus.Prober
  let target: String
  let name: String?
  let module: String
  /// What all series of the probe have in common.
  let labels: Labels

  /// `nil` when nothing names a target.
  static func identity(of all: Labels) -> ProbeIdentity? {
    if let name = all["monitor_name"] { return kuma(all, name: name) }
    if let key = all["key"], let name = all["name"] { return gatus(all, key: key, name: name) }
    guard let target = all["instance"] ?? all["target"] else { return nil }
    return ProbeIdentity(
      prober: .blackbox, target: target, name: nil, module: all["module"] ?? "",
      labels: all.keeping(["instance", "target", "module", "job"]))
  }

  private static func gatus(_ all: Labels, key: String, name: String) -> ProbeIdentity {
    let group = all["group"] ?? ""
    return ProbeIdentity(
      prober: .gatus, target: group.isEmpty ? name : group + "/" + name, name: nil,
      module: all["type"]?.lowercased() ?? "",
      labels: all.keeping(["key", "job", "instance", "group", "name"]))
  }

  private static func kuma(_ all: Labels, name: String) -> ProbeIdentity {
    // Kuma writes "null" where a monitor has no such thing, and a bare scheme for an empty address.
    func known(_ label: String) -> String? {
      all[label].flatMap { ["", "null", "https://", "http://"].contains($0) ? nil : $0 }
    }
    let host = known("monitor_hostname").map { host in known("monitor_port").map { host + ":" + $0 } ?? host }
    return ProbeIdentity(
      prober: .uptimeKuma, target: known("monitor_url") ?? host ?? name, name: name,
      module: known("monitor_type") ?? "",
      labels: all.keeping(["job", "instance", "monitor_id", "monitor_name", "monitor_url"]))
  }

  func status(source: SourceID?) -> ProbeStatus {
    var status = ProbeStatus(target: target, module: module, source: source)
    (status.prober, status.name, status.labels) = (prober, name, labels)
    return status
  }
}

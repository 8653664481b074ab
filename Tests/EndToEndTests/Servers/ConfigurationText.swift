/// A configuration with these sources, as Grafana provisions them.
func configuration(prometheus: String? = nil, loki: String? = nil, tempo: String? = nil,
  alertmanager: String? = nil) -> String {
  let sources = [
    ("prom", "prometheus", prometheus), ("loki", "loki", loki), ("tempo", "tempo", tempo),
    ("alerts", "alertmanager", alertmanager),
  ]
  let lines = sources.compactMap { name, type, url in
    url.map { "  - {name: \(name), uid: \(name), type: \(type), url: \"\($0)\"}\n" }
  }
  return "datasources:\n" + lines.joined() + "refresh: 5s\n"
}

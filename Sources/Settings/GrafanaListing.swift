internal import Analysis
internal import Telemetry

/// The data sources of a running Grafana, each asked through its proxy, so that nobody needs the
/// credentials that Grafana holds.
public struct GrafanaListing: Sendable {
  public let sources: [ConfiguredSource]
  public let skipped: [Configuration.Skipped]

  /// What `GET /api/datasources` of the Grafana at `address` answered; its alerting is a source too.
  ///
  /// - Parameter token: Of a service account; sent with every question, and to nobody else.
  /// - Throws: `SettingsError` when the answer is no list of data sources.
  public init(_ answer: String, at address: String, token: Secret?) throws(SettingsError) {
    guard let base = Address(address) else {
      throw SettingsError(
        file: "GRAFANA_URL", line: nil, message: "expected a URL such as https://grafana.example.org")
    }
    guard let root = try Located.parse(answer, file: base.url) else {
      throw SettingsError(file: base.url, line: nil, message: "expected a list of data sources")
    }
    var connection = Connection()
    connection.bearer = token
    if token == nil { connection.basicAuth = base.auth }
    var (sources, skipped): ([ConfiguredSource], [Configuration.Skipped]) = ([], [])
    for item in try root.items("datasources") {
      let entry = try Entry(item, key: "datasources", expansion: .none)
      let type = try entry.text("type") ?? ""
      guard let kind = DataSourceReader.kind(of: type), let uid = try entry.text("uid") else {
        skipped.append(.init(name: try entry.text(anyOf: ["name", "uid"]) ?? "", type: type))
        continue
      }
      var source = try DataSourceReader(entry: entry).source(of: kind)
      connection.maxLines = source.connection.maxLines
      connection.prefersGet = source.connection.prefersGet
      source.connection = connection
      source.url = "\(base.url)/api/datasources/proxy/uid/\(uid)"
      sources.append(source)
    }
    connection.maxLines = nil
    let alerting = ConfiguredSource(
      id: "grafana", name: "Grafana alerting", kind: .grafana, url: base.url, connection: connection)
    self.sources = sources + (sources.contains { $0.id == "grafana" } ? [] : [alerting])
    self.skipped = skipped
  }
}

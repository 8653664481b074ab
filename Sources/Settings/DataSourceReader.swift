internal import Analysis
internal import Telemetry

/// Reads one entry of `datasources:` as Grafana provisions them.
struct DataSourceReader {
  let entry: Entry

  static let knownKeys = [
    "access", "apiVersion", "basicAuth", "basicAuthPassword", "basicAuthUser", "correlations",
    "database", "editable", "isDefault", "jsonData", "name", "orgId", "password", "secureJsonData",
    "type", "uid", "url", "user", "version", "withCredentials",
  ]

  /// `nil` for a type that nightjar does not read.
  static func kind(of type: String) -> SourceKind? { SourceKind(rawValue: type) }

  func source(of kind: SourceKind) throws(SettingsError) -> ConfiguredSource {
    guard let name = try entry.text(anyOf: ["name", "uid"]) else {
      throw entry.place.error("a data source needs a name")
    }
    guard let place = entry["url"], let written = try entry.text("url") else {
      throw entry.place.error("\(name): expected url, such as http://localhost:9090")
    }
    guard let address = Address(written) else {
      throw place.error("url: \(Address.expectation)")
    }
    let json = try entry.entry("jsonData")
    var correlation = Correlation()
    if let json { correlation = try CorrelationReader(json: json).correlation() }
    var connection = try self.connection(json)
    if connection.basicAuth == nil { connection.basicAuth = address.auth }
    var source = ConfiguredSource(
      id: SourceID(try entry.text("uid") ?? name), name: name, kind: kind, url: address.url,
      correlation: correlation, connection: connection)
    source.place = entry.place.line.map { "\(entry.place.file):\($0)" } ?? entry.place.file
    return source
  }

  private func connection(_ json: Entry?) throws(SettingsError) -> Connection {
    let secure = try entry.entry("secureJsonData")
    var connection = Connection()
    if try entry.flag("basicAuth") {
      var password = try secure?.text("basicAuthPassword")
      if password == nil { password = try entry.text("basicAuthPassword") }
      connection.basicAuth = .init(
        user: try entry.text("basicAuthUser") ?? "", password: Secret(password ?? ""))
    }
    guard let json else { return connection }
    try addHeaders(to: &connection, json: json, secure: secure)
    connection.tls = try tls(json, secure)
    connection.timeout = try json.duration("timeout")
    if connection.timeout == nil { connection.timeout = try json.duration("queryTimeout") }
    connection.parameters = try json.text("customQueryParameters")
    connection.prefersGet = try json.text("httpMethod")?.uppercased() == "GET"
    connection.maxLines = try json.number("maxLines")
    connection.topics = try json["topics"]?.items("topics").map { (item) throws(SettingsError) in try item.text("topics") } ?? []
    return connection
  }

  /// `httpHeaderName1` belongs to `httpHeaderValue1`, and so on.
  private func addHeaders(
    to connection: inout Connection, json: Entry, secure: Entry?
  ) throws(SettingsError) {
    let prefix = "httpHeaderName"
    let numbers = json.fields.keys.filter { $0.hasPrefix(prefix) }
      .compactMap { Int($0.dropFirst(prefix.count)) }.sorted()
    for number in numbers {
      guard let name = try json.text("\(prefix)\(number)") else { continue }
      let value = try secure?.text("httpHeaderValue\(number)") ?? ""
      let bearer = "bearer "
      switch name.lowercased() {
      case "x-scope-orgid": connection.tenant = value
      case "authorization" where value.lowercased().hasPrefix(bearer):
        connection.bearer = Secret(String(value.dropFirst(bearer.count)))
      default: connection.headers.append(.init(name: name, value: Secret(value)))
      }
    }
  }

  private func tls(_ json: Entry, _ secure: Entry?) throws(SettingsError) -> Connection.TLS {
    var tls = Connection.TLS()
    tls.skipVerify = try json.flag("tlsSkipVerify")
    tls.serverName = try json.text("serverName")
    if try json.flag("tlsAuthWithCACert") { tls.authority = try secure?.text("tlsCACert") }
    if try json.flag("tlsAuth") {
      tls.clientCertificate = try secure?.text("tlsClientCert")
      tls.clientKey = try secure?.text("tlsClientKey").map { Secret($0) }
    }
    return tls
  }

  /// Whether a secret stands in the text itself rather than in the environment or a file.
  var holdsClearSecret: Bool {
    let secrets = (try? entry.entry("secureJsonData"))??.fields.values.map { $0 } ?? []
    let old = ["password", "basicAuthPassword"].compactMap { entry[$0] }
    let written = (secrets + old).compactMap(\.scalar)
    let inURL = entry["url"]?.scalar.flatMap { Address($0)?.auth } != nil
    return inURL || written.contains { !$0.isEmpty && !$0.contains("$") }
  }
}

/// A URL with user and password taken out, so that it can be shown.
struct Address {
  let url: String
  let auth: Connection.BasicAuth?

  /// Whether what follows the host is a port, and not the rest of a password that ended at a `/`.
  private static func hasPort(_ host: Substring) -> Bool {
    guard let colon = host.lastIndex(of: ":"), host.last != "]" else { return true }
    return UInt16(host[host.index(after: colon)...]) != nil
  }

  /// What is expected where a text is none.
  static let expectation = "expected http:// or https://, a host, and a port up to 65535; / ? # @ in a password are %2F %3F %23 %40"

  /// `nil` unless the text is http or https with a host.
  init?(_ text: String) {
    guard let mark = text.firstRange(of: "://"),
      ["http", "https"].contains(text[..<mark.lowerBound].lowercased())
    else { return nil }
    let rest = text[mark.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let at = authority.lastIndex(of: "@")
    let host = at.map { authority[authority.index(after: $0)...] } ?? authority
    guard !host.isEmpty, Self.hasPort(host), !text.contains(where: \.isWhitespace) else { return nil }
    auth = at.map { at in
      let parts = authority[..<at].split(separator: ":", maxSplits: 1)
      return .init(
        user: parts.first.map(String.init) ?? "",
        password: Secret(parts.count > 1 ? String(parts[1]) : ""))
    }
    var clean = text[..<mark.upperBound] + host + rest.dropFirst(authority.count)
    while clean.last == "/" { clean.removeLast() }
    url = String(clean)
  }
}

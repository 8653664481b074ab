import Backends
import Curl
import Reports
import Settings
import Synchronization
import Telemetry

/// A running Grafana instead of a configuration: its data sources, asked through its proxy.
struct LiveGrafana {
  static let variables = ["GRAFANA_URL", "GRAFANA_TOKEN"]

  private let address: String
  private let token: Settings.Secret?

  /// `nil` when the environment names none.
  init?(environment: [String: String]) {
    guard let address = environment["GRAFANA_URL"], !address.isEmpty else { return nil }
    self.address = address
    token = environment["GRAFANA_TOKEN"].flatMap { $0.isEmpty ? nil : Settings.Secret($0) }
  }

  /// Its address without user and password, for links; `nil` when it is no URL.
  var shownURL: String? { (try? GrafanaListing("[]", at: address, token: nil))?.sources.first?.url }

  /// - Throws: `SettingsError` for an address that is none; `SourceFailure` with Grafana's words.
  func sources(over loop: CurlLoop, timeout: Duration?) throws -> [ConfiguredSource] {
    guard let own = try GrafanaListing("[]", at: address, token: token).sources.first else { return [] }
    let transport = SourceConnector(loop: loop, timeout: timeout, isVerbose: false).transport(own)
    let answer = Mutex("")
    try Blocking.run {
      let response = try await Self.listing(from: transport)
      answer.withLock { $0 = response }
      return 0
    }
    let listing = try GrafanaListing(answer.withLock { $0 }, at: address, token: token)
    return listing.sources
  }

  private static func listing(from transport: some Transport) async throws -> String {
    do {
      let response = try await transport.send(HTTPRequest(.get, "/api/datasources"))
      if (200..<300).contains(response.status) { return response.body.text }
      let reason: QueryFailure.Reason = [401, 403].contains(response.status) ? .unauthorised : .serverFault
      let words = "GET /api/datasources: status \(response.status); expected a list (is GRAFANA_TOKEN set and allowed?)"
      throw QueryFailure(reason, words, status: response.status)
    } catch let failure as QueryFailure {
      throw SourceFailure(failures: [("GRAFANA_URL", failure)], query: nil, question: nil)
    }
  }
}

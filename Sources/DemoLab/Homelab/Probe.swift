internal import Telemetry

/// What the Blackbox exporter looks at, and how it finds it.
struct Probe: Sendable {
  var url: String
  var module = "http_2xx"
  /// Typical seconds when all is well.
  var base: Double
  var status = 200.0
  /// Days until the certificate ends at the origin; `nil` without TLS.
  var certificateDays: Int64?
  var isUp = true
  /// Whether it waits for the NAS.
  var feelsNAS = false

  var isHTTP: Bool { module == "http_2xx" }

  static let all = [
    Probe(
      url: "https://jellyfin.home.lan/web/index.html", base: 0.045, certificateDays: 12, feelsNAS: true),
    Probe(
      url: "https://authentik.home.lan/-/health/live/", base: 0.018, status: 204, certificateDays: 61),
    Probe(url: "https://argocd.home.lan/healthz", base: 0.008, certificateDays: 61),
    Probe(url: "https://grafana.home.lan/api/health", base: 0.006, certificateDays: 61),
    Probe(url: "nas01.home.lan:2049", module: "tcp_connect", base: 0.002, status: 0),
    Probe(url: "http://127.0.0.1:9/down", base: 0.001, status: 0, isUp: false),
  ]

  /// Shares of a healthy probe's time; processing is what remains.
  static let phases = [("resolve", 0.08), ("connect", 0.12), ("tls", 0.3), ("transfer", 0.05)]

  /// Seconds the probe takes.
  ///
  /// - Parameters:
  ///   - noise: In [0, 1).
  ///   - stall: How badly the NAS stalls, up to 1.
  func duration(noise: Double, stall: Double) -> Double {
    base * (0.8 + noise * 0.5) + (feelsNAS ? stall * (2 + noise) : 0)
  }

  /// Seconds of one phase. All phases together take the whole duration; a target that refuses the
  /// connection has only its name looked up.
  func phase(_ name: String, noise: Double, stall: Double) -> Double {
    guard isUp else { return name == "resolve" ? 0.000006 : 0 }
    let healthy = base * (0.8 + noise * 0.5)
    let known = Self.phases.filter { $0.0 != "tls" || certificateDays != nil }
    if let share = known.first(where: { $0.0 == name })?.1 { return healthy * share }
    guard name == "processing" else { return 0 }
    return duration(noise: noise, stall: stall) - known.reduce(0) { $0 + healthy * $1.1 }
  }
}

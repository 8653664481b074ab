public import Analysis
public import Telemetry

/// A source as the configuration describes it, ready to be connected.
public struct ConfiguredSource: Hashable, Sendable {
  /// Grafana's `uid`, else its `name`.
  public var id: SourceID
  public var name: String
  public var kind: SourceKind
  /// With scheme and any path prefix, without user, password and trailing slash.
  public var url: String
  public var correlation: Correlation
  public var connection: Connection
  /// `file:line` of its entry; `nil` where no file tells it.
  public var place: String?

  public init(
    id: SourceID, name: String, kind: SourceKind, url: String,
    correlation: Correlation = Correlation(), connection: Connection = Connection()
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.url = url
    self.correlation = correlation
    self.connection = connection
  }

  /// The part that jumps need.
  public var source: Source { Source(id: id, kind: kind, correlation: correlation) }
}

/// How to connect to a source.
public struct Connection: Hashable, Sendable {
  public struct BasicAuth: Hashable, Sendable {
    public var user: String
    public var password: Secret

    public init(user: String, password: Secret) {
      self.user = user
      self.password = password
    }
  }

  public struct Header: Hashable, Sendable {
    public var name: String
    public var value: Secret

    public init(name: String, value: Secret) {
      self.name = name
      self.value = value
    }
  }

  /// Certificates and keys are PEM texts, not paths.
  public struct TLS: Hashable, Sendable {
    public var skipVerify = false
    public var serverName: String?
    public var authority: String?
    public var clientCertificate: String?
    public var clientKey: Secret?

    public init() {}
  }

  public var basicAuth: BasicAuth?
  /// For `Authorization: Bearer …`.
  public var bearer: Secret?
  /// For `X-Scope-OrgID`; several tenants stand joined by `|`.
  public var tenant: String?
  /// All other headers, in configured order.
  public var headers: [Header] = []
  public var tls = TLS()
  /// How long one request may take; `nil`: the program's default.
  public var timeout: Duration?
  /// `customQueryParameters`: URL-encoded, to be appended to every request.
  public var parameters: String?
  /// Prometheus `httpMethod: GET`, for proxies that refuse POST.
  public var prefersGet = false
  /// Loki `maxLines`.
  public var maxLines: Int?
  /// The topics of an ntfy that are listened to.
  public var topics: [String] = []

  public init() {}
}

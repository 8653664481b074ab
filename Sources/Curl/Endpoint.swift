/// Where a source is and how to be let in.
public struct Endpoint: Sendable {
  public enum Authorization: Sendable {
    case none
    case basic(user: String, password: Secret)
    case bearer(Secret)
  }

  /// Keys and certificates in PEM.
  public enum PEM: Sendable {
    case file(String)
    case text(Secret)
  }

  public struct Header: Sendable {
    public var name: String
    public var value: Secret

    public init(_ name: String, _ value: Secret) {
      self.name = name
      self.value = value
    }
  }

  /// `http` or `https`; a path in it is kept and requests' paths are appended. A user and password
  /// in it count as basic authorization.
  public var url: String
  /// The socket to connect to instead of the URL's host.
  public var unixSocket: String?
  public var authorization = Authorization.none
  public var headers = [Header]()
  /// `X-Scope-OrgID`.
  public var tenant: String?
  /// Added to every request's query, values not yet encoded.
  public var parameters = [(name: String, value: String)]()
  /// Authorities to trust instead of the system's.
  public var authorities: PEM?
  public var certificate: PEM?
  public var key: PEM?
  public var insecureSkipVerify = false
  /// The name to expect in the server's certificate when it is not the URL's host.
  public var serverName: String?
  /// `nil` for what the environment says, empty for none.
  public var proxy: String?
  public var connectTimeout = Duration.seconds(5)
  /// For everything: connecting, waiting, reading, retries.
  public var timeout = Duration.seconds(30)
  /// The largest answer, decompressed.
  public var maxBytes = 256 << 20
  public var userAgent = "nightjar"

  public init(url: String) { self.url = url }
}

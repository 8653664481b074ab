/// A request as a dialect makes it: a path below the source's URL, never a host or a secret.
public struct HTTPRequest: Hashable, Sendable {
  public enum Method: String, Hashable, Sendable { case get = "GET", post = "POST", delete = "DELETE" }

  public struct Field: Hashable, Sendable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public enum Body: Hashable, Sendable {
    case none
    /// `application/x-www-form-urlencoded`.
    case form([Field])
    case json([UInt8])
  }

  public var method: Method
  /// Begins with `/`; already percent-encoded where a segment holds text.
  public var path: String
  /// Not yet encoded, in order, repeats allowed (`match[]`).
  public var query: [Field]
  public var headers: [Field]
  public var body: Body
  /// Whether asking twice is harmless, so that a failed connection may be retried. POSTed
  /// Prometheus and Loki queries are.
  public var isIdempotent: Bool

  public init(
    _ method: Method = .get, _ path: String, query: [Field] = [], headers: [Field] = [],
    body: Body = .none, isIdempotent: Bool = true
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.isIdempotent = isIdempotent
  }
}

extension HTTPRequest {
  /// Fields as `a=1&b=%7Bx%7D`, by the rules of application/x-www-form-urlencoded with `%20`.
  public static func encoded(_ fields: [Field]) -> String {
    fields.map { percentEncoded($0.name) + "=" + percentEncoded($0.value) }.joined(separator: "&")
  }

  /// Everything but RFC 3986's unreserved characters percent-encoded; fit for a path segment too.
  public static func percentEncoded(_ text: String) -> String {
    var out = [UInt8]()
    out.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: out.append(byte)
      default:
        let digits = Array("0123456789ABCDEF".utf8)
        out += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}

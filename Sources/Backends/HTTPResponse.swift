/// A whole answer. The body is kept once and never copied on the way to the decoder.
public struct HTTPResponse: Sendable {
  public var status: Int
  /// Lower-case names; the last of repeated headers.
  public var headers: [String: String]
  public var body: Payload

  public init(status: Int, headers: [String: String] = [:], body: Payload) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  public var contentType: String { headers["content-type"] ?? "" }
}

/// The bytes of an answer, followed by zeros so that a vectorised parser may read past the end.
public struct Payload: Sendable, Equatable {
  /// simdjson's `SIMDJSON_PADDING`.
  public static let padding = 64

  /// `count` bytes of answer, then `padding` zeros.
  public let paddedBytes: [UInt8]
  public var count: Int { paddedBytes.count - Self.padding }

  /// Takes the bytes and pads them; without a copy where the array has room to spare.
  public init(_ bytes: consuming [UInt8]) {
    bytes.append(contentsOf: repeatElement(0, count: Self.padding))
    paddedBytes = bytes
  }

  public init(_ text: String) { self.init(Array(text.utf8)) }

  public var bytes: ArraySlice<UInt8> { paddedBytes[..<count] }

  /// The whole body as text, invalid UTF-8 repaired. For error bodies, not for data.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// The name of a data source, as the configuration has it (Grafana's `uid`, else `name`).
public struct SourceID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var name: String
  public init(_ name: String) { self.name = name }
  public static func < (a: SourceID, b: SourceID) -> Bool { a.name < b.name }
  public var description: String { name }
}

extension SourceID: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(value) }
}

/// The kind of server behind a source.
public enum SourceKind: String, Hashable, Sendable, CaseIterable {
  case prometheus, loki, tempo, alertmanager
  /// Its unified alerting; what else Grafana shows comes from the sources behind it.
  case grafana
  case ntfy
  /// Its own API; its metrics come from a Prometheus.
  case gatus
}

/// A W3C trace id: 128 bits, never all zero.
public struct TraceID: Hashable, Sendable, CustomStringConvertible {
  public let high: UInt64
  public let low: UInt64

  public init?(high: UInt64, low: UInt64) {
    guard high | low != 0 else { return nil }
    self.high = high
    self.low = low
  }

  /// From 1 to 32 hexadecimal digits of either case; shorter ids are padded on the left, since
  /// Tempo's search and generator strip leading zeros.
  public init?(hex: some StringProtocol) {
    let digits = hex.utf8.count
    guard (1...32).contains(digits), hex.utf8.allSatisfy(\.isHexDigit) else { return nil }
    let split = hex.utf8.index(hex.endIndex, offsetBy: -min(16, digits))
    guard let low = UInt64(hex[split...], radix: 16) else { return nil }
    self.init(high: UInt64(hex[..<split], radix: 16) ?? 0, low: low)
  }

  /// 32 lower-case hexadecimal digits.
  public var description: String { high.paddedHex + low.paddedHex }

  /// The first eight digits, for crumbs and tables.
  public var short: String { String(description.prefix(8)) }
}

/// A W3C span id: 64 bits, never zero.
public struct SpanID: Hashable, Sendable, CustomStringConvertible {
  public let value: UInt64

  public init?(_ value: UInt64) {
    guard value != 0 else { return nil }
    self.value = value
  }

  /// From 1 to 16 hexadecimal digits of either case.
  public init?(hex: some StringProtocol) {
    guard (1...16).contains(hex.utf8.count), hex.utf8.allSatisfy(\.isHexDigit),
      let value = UInt64(hex, radix: 16)
    else { return nil }
    self.init(value)
  }

  /// 16 lower-case hexadecimal digits.
  public var description: String { value.paddedHex }
}

extension UInt64 {
  fileprivate var paddedHex: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool {
    (48...57).contains(self) || (65...70).contains(self) || (97...102).contains(self)
  }
}

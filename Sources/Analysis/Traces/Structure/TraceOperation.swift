/// What a service did: spans of one service and name.
public struct TraceOperation: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var service: String
  public var name: String

  public init(service: String, name: String) {
    self.service = service
    self.name = name
  }

  public static func < (a: Self, b: Self) -> Bool { (a.service, a.name) < (b.service, b.name) }

  public var description: String { name.isEmpty ? service : "\(service) \(name)" }
}

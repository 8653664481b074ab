/// A command line or configuration that cannot be understood: what was given and what was expected.
public struct UsageFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String

  public init(_ description: String) { self.description = description }
}

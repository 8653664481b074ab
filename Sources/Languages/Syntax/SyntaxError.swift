/// Where a query text stops making sense, and what would have.
public struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence without position: `unexpected ")", expected a label name`.
  public var message: String
  public var range: TextRange

  public init(_ message: String, at range: TextRange) {
    self.message = message
    self.range = range
  }

  public var description: String { message }
}

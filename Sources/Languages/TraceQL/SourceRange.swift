/// Where a node of a syntax tree stood in its text.
///
/// All are equal, so that two trees are equal when they mean the same, however they were spaced.
public struct SourceRange: Hashable, Sendable {
  public var range: TextRange

  public init(_ range: TextRange = TextRange(0, 0)) { self.range = range }

  public static func == (a: SourceRange, b: SourceRange) -> Bool { true }
  public func hash(into hasher: inout Hasher) {}
}

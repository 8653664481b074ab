/// What a piece of query text is, for colour and for completion. Shared by the three languages.
public enum TokenClass: Hashable, Sendable {
  case keyword, function, metric, label, attribute, string, number, duration
  case `operator`, punctuation, comment, invalid
}

/// A coloured piece of a query text. White space has no tokens.
public struct Token: Hashable, Sendable {
  public var kind: TokenClass
  public var range: TextRange

  public init(_ kind: TokenClass, _ range: TextRange) {
    self.kind = kind
    self.range = range
  }
}

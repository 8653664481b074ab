/// A word of a language with what it is for: a row of the completion.
public struct Term: Hashable, Sendable {
  /// What is inserted: `rate(`, `by`.
  public var text: String
  /// How it is used: `rate(range vector) instant vector`; empty when the text says it all.
  public var signature: String
  /// One line.
  public var help: String

  public init(_ text: String, _ signature: String = "", _ help: String) {
    self.text = text
    self.signature = signature
    self.help = help
  }
}

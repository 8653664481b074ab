/// What may stand at the cursor of a query text, finished or not, and which part it would replace.
public struct CompletionContext: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Nothing can be offered: inside a comment or free text, or after a complete part.
    case nothing
    /// A value begins here: a metric, a function, an aggregation, or one of these words.
    case operand(words: [String])
    /// One of these words: operators and modifiers.
    case word([String])
    /// A length of time.
    case duration
    /// A label's name within a selector; `selector` holds the matchers already typed, `nil`: none
    /// that would narrow anything.
    case labelName(selector: String?)
    /// `=`, `!=`, `=~` or `!~`.
    case matcherOperator
    case labelValue(label: String, op: Matcher.Operator, selector: String?)
    /// A label to group by or to match on, of the series of these selectors.
    case grouping(selectors: [String])
    /// What follows a bar: a parser, a filter, a function. `query` is what stands before the bar.
    case stage(query: String)
    /// A field of the lines that `query` yields: an extracted label.
    case fieldName(query: String)
    case fieldValue(field: String, query: String)
    /// An attribute or intrinsic of a span; `filter` holds the conditions already typed.
    case attribute(filter: String?)
    case attributeValue(attribute: String, op: String, filter: String?)
  }

  public var kind: Kind
  /// UTF-8 offsets of what is being typed, quotes and what follows the cursor included.
  public var replaced: TextRange
  /// What has been typed of it, up to the cursor and without quotes: what candidates must match.
  public var typed: String
  /// What stands before `typed` within the same quotes and stays: `a|` of `"a|b"`.
  public var leading: String
  /// Whether it stands in quotes.
  public var isQuoted: Bool

  public init(
    _ kind: Kind, replacing replaced: TextRange, typed: String = "", leading: String = "",
    isQuoted: Bool = false
  ) {
    self.kind = kind
    self.replaced = replaced
    self.typed = typed
    self.leading = leading
    self.isQuoted = isQuoted
  }
}

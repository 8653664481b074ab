/// Something kept for the next start, as a file holds it: a kind, the context it belongs to, what it is
/// called there, and its fields.
public struct KeptRecord: Hashable, Sendable {
  public enum Kind: String, Sendable {
    case place, mark, note
  }

  public var kind: Kind
  /// Places are of the servers they were seen on.
  public var context: String
  /// One of the same kind, context and name takes the place of another.
  public var name: String
  public var fields: [String]

  public init(kind: Kind, context: String, name: String, fields: [String]) {
    self.kind = kind
    self.context = context
    self.name = name
    self.fields = fields
  }
}

/// A change of what is kept.
public enum Keeping: Hashable, Sendable {
  case put(KeptRecord)
  /// That of the same kind, context and name.
  case remove(KeptRecord)
  /// A query that ran, for the prompts of later sessions.
  case query(QueryLanguage, String)
}

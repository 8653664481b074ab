/// A silence to be: what an Alertmanager is asked to keep quiet, for how long, and why.
public struct SilenceDraft: Hashable, Sendable {
  /// The silence that this one replaces; `nil` for a new one.
  public var id: String?
  public var matchers: [Silence.Matcher]
  public var start: Instant
  public var end: Instant
  public var createdBy: String
  public var comment: String

  public init(
    id: String? = nil, matchers: [Silence.Matcher], start: Instant, end: Instant, createdBy: String,
    comment: String
  ) {
    self.id = id
    self.matchers = matchers
    self.start = start
    self.end = end
    self.createdBy = createdBy
    self.comment = comment
  }
}

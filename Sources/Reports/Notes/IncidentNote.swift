public import Telemetry

/// What somebody noted on the way: words, the place they are about, and what the cursor rested on there.
public struct IncidentNote: Hashable, Sendable {
  /// Something seen: a query, a value, an id, a line of a log.
  public struct Fact: Hashable, Sendable {
    public var name: String
    public var text: String

    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  /// No note is written at the same moment as another: this is its name, too.
  public var written: Instant
  /// When what it is about happened.
  public var observed: Instant
  /// May be empty: the place alone is worth keeping.
  public var text: String
  /// As the trail calls the place: `trace 4bf92f35`.
  public var place: String
  /// Of which servers it is: the context's name.
  public var context: String
  public var link: Permalink
  public var facts: [Fact]

  public init(
    written: Instant, observed: Instant, text: String, place: String, context: String, link: Permalink,
    facts: [Fact] = []
  ) {
    self.written = written
    self.observed = observed
    self.text = text
    self.place = place
    self.context = context
    self.link = link
    self.facts = facts
  }
}

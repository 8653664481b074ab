/// A message of an ntfy topic.
public struct Notification: Hashable, Sendable {
  public var id: String
  public var time: Instant
  public var topic: String
  public var title: String
  public var message: String
  public var tags: [String]
  /// 1 to 5; 3 unless it was given.
  public var priority: Int
  /// Where it leads; empty when nowhere.
  public var link: String

  public init(
    id: String, time: Instant, topic: String, title: String = "", message: String, tags: [String] = [],
    priority: Int = 3, link: String = ""
  ) {
    self.id = id
    self.time = time
    self.topic = topic
    self.title = title
    self.message = message
    self.tags = tags
    self.priority = priority
    self.link = link
  }
}

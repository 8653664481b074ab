internal import Analysis
internal import Telemetry

/// A silence and which of the alerts loaded it keeps quiet.
struct SilenceRow: Sendable {
  let silence: Silence
  let source: SourceID
  let matched: [Alert]

  var searchable: String {
    "\(SilenceMatcherText.text(of: silence.matchers)) \(silence.createdBy) \(silence.comment)"
  }

  /// Those in force first, the next to end before others; those over last.
  static func rows(of board: AlertBoard) -> [SilenceRow] {
    board.silences.map { source, silence in
      let isOver = silence.state == .expired
      let matched = isOver ? [] : SilenceMatching(silence.matchers).matched(among: board.alerts)
      return SilenceRow(silence: silence, source: source, matched: matched)
    }
    .sorted { a, b in
      let (x, y) = (a.rank, b.rank)
      if x != y { return x < y }
      return x == 2
        ? a.silence.end > b.silence.end : (a.silence.end, a.silence.id) < (b.silence.end, b.silence.id)
    }
  }

  private var rank: Int {
    switch silence.state {
    case .active: 0
    case .pending: 1
    case .expired: 2
    }
  }

  /// `3 of 12 loaded alerts: A ×2, B`: what a silence does, before it is made or ended.
  static func summary(of matched: [Alert], among all: Int) -> String {
    guard !matched.isEmpty else { return "none of \(all) loaded alerts" }
    let counts = Dictionary(grouping: matched, by: \.name).mapValues(\.count)
    let names = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { $0.value > 1 ? "\($0.key) ×\($0.value)" : $0.key }
    return "\(matched.count) of \(all) loaded alerts: " + names.joined(separator: ", ")
  }
}

/// A message of ntfy with the alert it tells of.
struct FeedRow: Sendable {
  let message: Notification
  let source: SourceID
  let alert: Alert?

  var searchable: String {
    "\(message.topic) \(message.title) \(message.message) \(message.tags.joined(separator: " "))"
  }

  /// The newest first.
  static func rows(of messages: [SourceID: [Notification]], among alerts: [Alert]) -> [FeedRow] {
    messages.flatMap { source, all in
      all.map { FeedRow(message: $0, source: source, alert: NotificationMatch.alert(for: $0, among: alerts)) }
    }
    .sorted { ($0.message.time, $0.message.id) > ($1.message.time, $1.message.id) }
  }
}

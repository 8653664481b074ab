internal import Telemetry

/// A scrape target and how bad it is.
struct TargetRow: Hashable, Sendable {
  enum State: Int, Hashable, Sendable, Comparable {
    case down, unknown, late, slow, up, dropped

    static func < (a: State, b: State) -> Bool { a.rawValue < b.rawValue }

    var isTrouble: Bool { self < .up }
  }

  let target: ScrapeTarget
  let source: SourceID
  let state: State

  init(_ target: ScrapeTarget, source: SourceID, at now: Instant) {
    self.target = target
    self.source = source
    state = Self.state(of: target, at: now)
  }

  var job: String { target.labels["job"] ?? target.pool }
  var instance: String { target.labels["instance"] ?? target.url }

  /// A scrape that takes half of what it may is close to failing; one that missed three turns is not
  /// happening.
  private static func state(of target: ScrapeTarget, at now: Instant) -> State {
    if target.isDropped { return .dropped }
    if target.health == "down" { return .down }
    guard target.health == "up" else { return .unknown }
    let interval = target.interval ?? .seconds(60)
    if let last = target.lastScrape, now - last > interval * 3 { return .late }
    let allowed = target.timeout ?? interval
    return target.lastScrapeSeconds > allowed.inSeconds / 2 ? .slow : .up
  }

  /// Down, then not scraped, then slow; the slower before the faster.
  static func worseFirst(_ a: TargetRow, _ b: TargetRow) -> Bool {
    if a.state != b.state { return a.state < b.state }
    let (x, y) = (a.target.lastScrapeSeconds, b.target.lastScrapeSeconds)
    if x != y, !x.isNaN, !y.isNaN { return x > y }
    return (a.job, a.instance, a.source) < (b.job, b.instance, b.source)
  }

  static func byName(_ a: TargetRow, _ b: TargetRow) -> Bool {
    (a.job, a.instance, a.source) < (b.job, b.instance, b.source)
  }

  var searchable: String { "\(target.labels) \(target.pool) \(target.url) \(target.health)".lowercased() }
}

/// How many targets of a job are well.
struct JobCount: Hashable, Sendable {
  let job: String
  let up: Int
  let all: Int

  /// Those that miss most come first.
  static func of(_ rows: [TargetRow]) -> [JobCount] {
    Dictionary(grouping: rows, by: \.job).map { job, rows in
      JobCount(job: job, up: rows.count { $0.target.health == "up" }, all: rows.count)
    }
    .sorted { a, b in
      let (x, y) = (a.all - a.up, b.all - b.up)
      return x == y ? a.job < b.job : x > y
    }
  }
}

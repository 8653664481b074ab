public import Analysis
public import Canvas
public import Telemetry

/// What all panes share, read-only while they work: time, focus, sources, and how to show things.
public struct Context: Sendable {
  public var now: Instant
  public var window: Window
  /// The service that jumps and prompts are about; `nil` for all.
  public var focus: String?
  public var sources: [Source]
  /// The context each source is of, while several are watched at once; else empty.
  public var origins: [SourceID: String] = [:]
  public var correlator: Correlator
  /// Seconds east of UTC at a moment, and the zone's name, as the console shows times.
  public var zone: Zone
  public var glyphs: GlyphSet
  public var size: Size
  /// The moment the person points at, for every pane that shows time; `nil`: none.
  public var crosshair: Instant?
  /// Objectives of the configuration; those that nothing records are worked out from raw metrics.
  public var specs: [ObjectiveSpec] = []
  /// Files of objectives that could not be read whole.
  public var specMistakes: [SpecMistakes] = []
  /// The trace that the next one is compared with.
  public var markedTrace: WaterfallPane?
  /// Whether the console asks again without a key; `R` stops it.
  public var asksByItself = true
  /// Whether nothing may be changed on any server (`--readonly`).
  public var isReadOnly = false
  /// Where a browser finds Grafana, without a trailing slash, for links to its Explore.
  public var grafana: String?
  /// Who signs what is written.
  public var author = "nightjar"
  /// What opens this console from a shell, its links among others.
  public var command = "nightjar"

  public init(
    now: Instant, window: Window = .last(.hours(1)), focus: String? = nil, sources: [Source],
    correlator: Correlator, zone: Zone = .utc, glyphs: GlyphSet = .unicode, size: Size
  ) {
    self.now = now
    self.window = window
    self.focus = focus
    self.sources = sources
    self.correlator = correlator
    self.zone = zone
    self.glyphs = glyphs
    self.size = size
  }

  /// The window resolved against `now`.
  public var range: TimeRange { window.range(at: now) }

  public func sources(of kind: SourceKind) -> [SourceID] {
    sources.filter { $0.kind == kind }.map(\.id)
  }

  /// The scrape interval of the first Prometheus, for `$__rate_interval`.
  public var scrapeInterval: Duration {
    sources.first { $0.kind == .prometheus }?.correlation.scrapeInterval ?? .seconds(15)
  }
}

/// How many mistakes a file of objectives has; what is wrong stands nowhere else in the console.
public struct SpecMistakes: Hashable, Sendable {
  public var file: String
  public var count: Int

  public init(file: String, count: Int) {
    self.file = file
    self.count = count
  }
}

/// The span of time on screen: moving with the clock, or fixed.
public enum Window: Hashable, Sendable {
  case last(Duration)
  case fixed(TimeRange)

  public func range(at now: Instant) -> TimeRange {
    switch self {
    case .last(let duration): TimeRange(last: duration, until: now)
    case .fixed(let range): range
    }
  }

  public var duration: Duration {
    switch self {
    case .last(let duration): duration
    case .fixed(let range): range.duration
    }
  }

  /// Earlier or later by half its length; becomes fixed, and moving again once it reaches `now`.
  public func panned(later: Bool, at now: Instant) -> Window {
    let range = range(at: now)
    let moved = range.shifted(by: later ? range.duration / 2 : .zero - range.duration / 2)
    return moved.end >= now ? .last(range.duration) : .fixed(moved)
  }

  /// Half or twice as long, around its middle or, while it moves with the clock, up to now. Never
  /// below ten seconds nor above 31 days.
  public func zoomed(in closer: Bool, at now: Instant) -> Window {
    let wanted = closer ? duration / 2 : duration * 2
    let length = min(max(wanted, .seconds(10)), .days(31))
    guard case .fixed(let range) = self else { return .last(length) }
    return .fixed(TimeRange(around: range.middle, margin: length / 2))
  }
}

/// A time zone as far as showing times needs one.
public struct Zone: Sendable {
  public var name: @Sendable (Instant) -> String
  public var offsetSeconds: @Sendable (Instant) -> Int

  public init(
    name: @escaping @Sendable (Instant) -> String,
    offsetSeconds: @escaping @Sendable (Instant) -> Int
  ) {
    self.name = name
    self.offsetSeconds = offsetSeconds
  }

  public static let utc = Zone(name: { _ in "UTC" }, offsetSeconds: { _ in 0 })

  public func civil(_ instant: Instant) -> CivilTime {
    CivilTime(instant, offsetSeconds: offsetSeconds(instant))
  }

  /// `23:41:07`.
  public func clock(_ instant: Instant) -> String {
    let t = civil(instant)
    return "\(two(t.hour)):\(two(t.minute)):\(two(t.second))"
  }

  /// `23:41:07.201`.
  public func preciseClock(_ instant: Instant) -> String {
    let milliseconds = String(civil(instant).nanosecond / 1_000_000)
    return clock(instant) + "." + String(repeating: "0", count: 3 - milliseconds.count) + milliseconds
  }

  /// `2026-11-21 23:41`.
  public func dateAndMinute(_ instant: Instant) -> String {
    let t = civil(instant)
    return "\(t.year)-\(two(t.month))-\(two(t.day)) \(two(t.hour)):\(two(t.minute))"
  }

  private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}

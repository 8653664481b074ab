public import Telemetry

/// How much was logged over time, stacked by level or by the values of a label.
///
/// ```
///    █        ▒ info
///    ▒   █    █ error            the gravest level first, at the foot of the stack
///    ▒ ▒ ▒
///   ─┴─┴─┴─
///    0 1 2     buckets, each a step wide
/// ```
public struct LogVolume: Hashable, Sendable {
  public struct Stack: Hashable, Sendable {
    /// A value of the label; empty for lines without it, `others` for all beyond the limit.
    public var name: String
    /// Its colour, when the volume is by level.
    public var level: LogLevel?
    /// One a bucket.
    public var values: [Double]
    public var isOthers = false

    public var total: Double { values.reduce(0, +) }
  }

  /// Whole buckets: the range widened to multiples of the step.
  public let range: TimeRange
  public let step: Duration
  public let stacks: [Stack]

  /// From the answers of all sources to a `LogVolumeQuestion`, those of the same value added up.
  ///
  /// - Parameters:
  ///   - label: The label asked for; levels are recognised by `detected_level` and `level`.
  ///   - limit: Stacks besides the others; levels are never cut.
  public init(_ series: [Series], by label: String, range: TimeRange, step: Duration, limit: Int = 10) {
    var buckets = Buckets(range: range, step: step)
    let isLevel = Self.isLevel(label)
    for series in series {
      let name = series.labels[label] ?? ""
      let key = isLevel ? LogLevel(name: name).name : name
      // A point tells of the step that ends there; an index stamps it a millisecond earlier.
      for sample in series.samples {
        buckets.add(
          sample.value, to: key, at: Instant(nanoseconds: max(.min + 1, sample.time.nanoseconds) - 1))
      }
    }
    self.init(buckets, isLevel: isLevel, limit: limit)
  }

  /// Of the loaded lines, for sources that cannot be asked; a screen says that it is of these only.
  public init(
    _ buffer: LogBuffer, by label: String, range: TimeRange, step: Duration, limit: Int = 10
  ) {
    var buckets = Buckets(range: range, step: step)
    let isLevel = Self.isLevel(label)
    for index in buffer.index(
      atOrAfter: range.start)..<max(
        buffer.index(atOrAfter: range.start), buffer.index(atOrAfter: range.end))
    {
      let key = isLevel ? buffer.level(at: index).level.name : buffer.field(label, at: index) ?? ""
      buckets.add(1, to: key, at: buffer.time(at: index))
    }
    self.init(buckets, isLevel: isLevel, limit: limit)
  }

  private init(_ buckets: Buckets, isLevel: Bool, limit: Int) {
    range = buckets.range
    step = buckets.step
    let all = buckets.values.map {
      Stack(name: $0.key, level: isLevel ? LogLevel(name: $0.key) : nil, values: $0.value)
    }
    guard !isLevel else {
      stacks = all.sorted { $1.level ?? .unknown < $0.level ?? .unknown }
      return
    }
    let ranked = all.sorted { ($1.total, $0.name) < ($0.total, $1.name) }
    let rest = ranked.dropFirst(limit)
    guard rest.count > 1 else {
      stacks = ranked
      return
    }
    var others = Stack(
      name: "others", level: nil, values: Array(repeating: 0, count: buckets.count), isOthers: true)
    for stack in rest { others.values = zip(others.values, stack.values).map { $0 + $1 } }
    stacks = ranked.prefix(limit) + [others]
  }

  /// Whether the values of a label are levels.
  public static func isLevel(_ label: String) -> Bool {
    label == "detected_level" || label == "level" || label == "severity"
  }

  public var bucketCount: Int { stacks.first?.values.count ?? 0 }
  public var total: Double { stacks.reduce(0) { $0 + $1.total } }

  /// The time of a bucket, to narrow the range to.
  public func range(ofBucket index: Int) -> TimeRange {
    let start = Instant(nanoseconds: range.start.nanoseconds &+ Int64(index) &* step.wholeNanoseconds)
    return TimeRange(start: start, end: start + step)
  }

  /// The bucket of a moment, to keep in step with a crosshair; `nil` outside.
  public func bucket(of moment: Instant) -> Int? {
    guard range.contains(moment) else { return nil }
    return Int(exactly: (moment - range.start).wholeNanoseconds / max(1, step.wholeNanoseconds))
  }
}

/// Values by name and bucket.
private struct Buckets {
  let range: TimeRange
  let step: Duration
  let count: Int
  private(set) var values: [String: [Double]] = [:]

  /// Ten thousand buckets at most: more than any screen has columns.
  init(range: TimeRange, step: Duration) {
    let unit = max(1, step.wholeNanoseconds)
    self.step = .nanoseconds(unit)
    let start = range.start.floored(to: self.step)
    let length = max(0, (range.end - start).wholeNanoseconds)
    count = Int(min(10_000, length / unit + (length % unit == 0 ? 0 : 1)))
    self.range = TimeRange(start: start, end: start + .nanoseconds(Int64(count) * unit))
  }

  mutating func add(_ value: Double, to name: String, at moment: Instant) {
    guard range.contains(moment), value.isFinite, count > 0,
      let index = Int(exactly: (moment - range.start).wholeNanoseconds / step.wholeNanoseconds), index < count
    else { return }
    values[name, default: Array(repeating: 0, count: count)][index] += value
  }
}

public import Telemetry

/// Chooses the exemplars worth a look: the bad ones, spread over the chart, each trace once.
///
/// ```
///   value │        ◆                        ◆ picked: the worst of its column
///         │  ◆     ·          ◆             · seen, but a worse one shares its column
///         │··········threshold·········
///         │ ' ' ' ''' ' '''''' ''' '''      ' not worse than the rest
///         └────────────────────────────
/// ```
public struct ExemplarPicker: Hashable, Sendable {
  /// From which value on an exemplar is worth a look.
  public enum Threshold: Hashable, Sendable {
    case none
    case value(Double)
    /// Of the worst exemplar's value, 0 to 1.
    case shareOfWorst(Double)
  }

  public var range: TimeRange
  /// At most one exemplar is picked for each of these equal parts of the range.
  public var columns: Int
  /// At most so many are picked, the worst.
  public var limit: Int
  public var threshold: Threshold

  public init(
    range: TimeRange, columns: Int, limit: Int = 24, threshold: Threshold = .shareOfWorst(0.25)
  ) {
    self.range = range
    self.columns = columns
    self.limit = limit
    self.threshold = threshold
  }

  /// The choice among `exemplars`, which may stand in any order and repeat.
  public func pick(_ exemplars: some Sequence<Exemplar>) -> ExemplarPick {
    let usable = distinct(exemplars)
    let bound = bound(among: usable)
    var columns = [Int64: Exemplar]()
    for exemplar in usable where exemplar.value >= bound {
      let column = column(of: exemplar.time)
      if columns[column].map({ Self.isWorse(exemplar, $0) }) ?? true { columns[column] = exemplar }
    }
    let worst = columns.values.sorted(by: Self.isWorse)
    let picked = worst.prefix(max(0, limit)).sorted { Self.isEarlier($0, $1) }
    return ExemplarPick(exemplars: picked, worst: worst.first, total: usable.count)
  }

  /// Those in the range with a trace and a value, the worst of each trace.
  private func distinct(_ exemplars: some Sequence<Exemplar>) -> [Exemplar] {
    var byTrace = [TraceID: Exemplar]()
    for exemplar in exemplars {
      guard let trace = exemplar.traceID, !exemplar.value.isNaN, exemplar.time >= range.start,
        exemplar.time <= range.end
      else { continue }
      if byTrace[trace].map({ Self.isWorse(exemplar, $0) }) ?? true { byTrace[trace] = exemplar }
    }
    return Array(byTrace.values)
  }

  private func bound(among exemplars: [Exemplar]) -> Double {
    switch threshold {
    case .none: return -.infinity
    case .value(let value): return value
    case .shareOfWorst(let share):
      let worst = exemplars.lazy.map(\.value).filter(\.isFinite).max() ?? 0
      return worst > 0 ? worst * share : -.infinity
    }
  }

  private func column(of time: Instant) -> Int64 {
    let count = Int64(max(1, columns))
    let width = max(1, range.duration.wholeNanoseconds / count)
    return min(count - 1, (time - range.start).wholeNanoseconds / width)
  }

  /// Larger first; of equal ones the earlier, then by trace, so that a refresh picks the same.
  private static func isWorse(_ a: Exemplar, _ b: Exemplar) -> Bool {
    a.value == b.value ? isEarlier(a, b) : a.value > b.value
  }

  private static func isEarlier(_ a: Exemplar, _ b: Exemplar) -> Bool {
    if a.time != b.time { return a.time < b.time }
    let (x, y) = (a.traceID, b.traceID)
    if x != y { return (x?.high ?? 0, x?.low ?? 0) < (y?.high ?? 0, y?.low ?? 0) }
    return a.series < b.series
  }
}

/// The exemplars chosen for the reader.
public struct ExemplarPick: Equatable, Sendable {
  /// In order of time, each with a trace of its own.
  public var exemplars: [Exemplar]
  /// The largest value; `nil` when there is none.
  public var worst: Exemplar?
  /// How many traces there were to choose from.
  public var total: Int

  public init(exemplars: [Exemplar] = [], worst: Exemplar? = nil, total: Int = 0) {
    self.exemplars = exemplars
    self.worst = worst
    self.total = total
  }

  /// The index of the exemplar nearest to `moment`, of equally near ones the worse; without a
  /// moment that of the worst.
  public func index(nearest moment: Instant?) -> Int? {
    guard let moment else { return exemplars.firstIndex { $0 == worst } }
    let distance = { (index: Int) in (exemplars[index].time - moment).wholeNanoseconds.magnitude }
    return exemplars.indices.min {
      (distance($0), -exemplars[$0].value) < (distance($1), -exemplars[$1].value)
    }
  }

  /// The index `step` exemplars on from `index`, around the ends; `nil` when there are none.
  public func index(after index: Int, by step: Int) -> Int? {
    guard !exemplars.isEmpty else { return nil }
    let count = exemplars.count
    return ((index + step % count) % count + count) % count
  }
}

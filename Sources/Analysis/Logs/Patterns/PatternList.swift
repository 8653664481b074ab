public import Telemetry

/// The patterns of a query over a range: the server's where it has them, those of the loaded lines for
/// what it does not cover, each with what it was in the range before.
public struct PatternList: Hashable, Sendable {
  public enum Origin: Hashable, Sendable {
    case server
    /// Mined from the lines that are loaded, which may be fewer than the range holds.
    case loaded
  }

  /// Against the range before, of the same length.
  public enum Change: Hashable, Sendable {
    /// There is nothing to compare with.
    case unknown
    case new
    /// Was there before and is not any more.
    case vanished
    /// How many times as many lines as before.
    case times(Double)
  }

  public struct Entry: Hashable, Sendable {
    public var template: LogTemplate
    public var level: LogLevel
    /// Lines a step, ascending in time; steps without lines may be absent.
    public var counts: [Sample]
    public var total: Double
    public var origin: Origin
    public var change: Change
  }

  /// The most lines first, vanished ones last.
  public private(set) var entries: [Entry]

  /// - Parameters:
  ///   - server: What `patterns` answered; empty where the server has none.
  ///   - loaded: What `LogPatternMiner` found; patterns that one of the server's covers are left out.
  ///   - before: The server's patterns of the range before, or the loaded ones of then; `nil` when
  ///     nobody asked.
  public init(server: [LogPattern], loaded: [LogPattern] = [], before: [LogPattern]? = nil) {
    let known = server.map { LogTemplate($0.pattern) }
    let own = loaded.filter { pattern in !known.contains { $0.fits(pattern.pattern) } }
    let old = before.map(Self.totals)
    entries = Self.entries(server, .server, old) + Self.entries(own, .loaded, old)
    let names = Set(entries.map { Name(template: $0.template, level: $0.level) })
    let gone = (before ?? []).filter {
      !names.contains(Name(template: LogTemplate($0.pattern), level: $0.level)) && Self.total($0) > 0
    }
    entries.sort { a, b in
      (b.total, b.level.rawValue, a.template.text) < (a.total, a.level.rawValue, b.template.text)
    }
    entries += gone.map {
      Entry(
        template: LogTemplate($0.pattern), level: $0.level, counts: [], total: 0,
        origin: server.isEmpty ? .loaded : .server, change: .vanished)
    }
  }

  private struct Name: Hashable {
    var template: LogTemplate
    var level: LogLevel
  }

  private static func total(_ pattern: LogPattern) -> Double { pattern.counts.reduce(0) { $0 + $1.value } }

  private static func totals(_ patterns: [LogPattern]) -> [Name: Double] {
    var totals: [Name: Double] = [:]
    for pattern in patterns {
      totals[Name(template: LogTemplate(pattern.pattern), level: pattern.level), default: 0] += total(pattern)
    }
    return totals
  }

  private static func entries(_ patterns: [LogPattern], _ origin: Origin, _ old: [Name: Double]?) -> [Entry] {
    patterns.map { pattern in
      let template = LogTemplate(pattern.pattern)
      let now = total(pattern)
      let change = old.map { old -> Change in
        guard let then = old[Name(template: template, level: pattern.level)], then > 0 else { return .new }
        return .times(now / then)
      }
      return Entry(
        template: template, level: pattern.level, counts: pattern.counts, total: now, origin: origin,
        change: change ?? .unknown)
    }
  }
}

extension PatternList.Entry {
  /// Lines in each step of a range, zero where there were none: what a sparkline draws.
  public func counts(over range: TimeRange, step: Duration) -> [Double] {
    let unit = max(1, step.wholeNanoseconds)
    let first = range.start.floored(to: step)
    let length = max(0, (range.end - first).wholeNanoseconds)
    let number = Int(min(10_000, length / unit + (length % unit == 0 ? 0 : 1)))
    var counts = [Double](repeating: 0, count: number)
    for sample in counts.isEmpty ? [] : self.counts {
      let index = (sample.time - first).wholeNanoseconds.dividedFloor(by: unit)
      if let index = Int(exactly: index), counts.indices.contains(index) { counts[index] += sample.value }
    }
    return counts
  }
}

public import Canvas
internal import Telemetry

/// Chooses the time range: a preset by its arrow keys, or typed (`90m`, `now-2h to now-1h`, two RFC
/// 3339 times, or today's `22:40 to 23:10`).
public struct RangeChooser: Sendable {
  static let presets: [(name: String, duration: Duration)] = [
    ("5m", .minutes(5)), ("15m", .minutes(15)), ("30m", .minutes(30)), ("1h", .hours(1)),
    ("3h", .hours(3)), ("6h", .hours(6)), ("12h", .hours(12)), ("24h", .hours(24)),
    ("2d", .days(2)), ("7d", .days(7)), ("30d", .days(30)),
  ]

  /// No server answers for longer in one go.
  private static let longest = Duration.days(366)

  struct Problem: Error { var message: String }

  public var field = TextField()
  var selected = 3
  var problem: String?

  public init() {}

  /// Begins on the preset that is in use.
  init(window: Window) {
    if case .last(let duration) = window, let index = Self.presets.firstIndex(where: { $0.duration == duration }) {
      selected = index
    }
  }

  mutating func press(_ key: Key) {
    problem = nil
    switch key {
    case .up: selected = max(0, selected - 1)
    case .down: selected = min(Self.presets.count - 1, selected + 1)
    default: _ = field.handle(key)
    }
  }

  func window(now: Instant, zone: Zone) -> Result<Window, Problem> {
    let typed = field.text
    guard !typed.allSatisfy(\.isWhitespace) else { return .success(.last(Self.presets[selected].duration)) }
    let parts = typed.split(separator: " to ", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 1 {
      guard let duration = TimeText.duration(parts[0]), duration > .zero else {
        return .failure(Problem(message: "neither a duration such as 90m nor FROM to UNTIL"))
      }
      guard duration <= Self.longest else { return .failure(Problem(message: "at most a year can be shown")) }
      return .success(.last(duration))
    }
    guard parts.count == 2, let start = TimeText.instant(parts[0], now: now, zone: zone),
      let end = TimeText.instant(parts[1], now: now, zone: zone)
    else {
      return .failure(Problem(message: "FROM and UNTIL are now-2h, 22:40, RFC 3339 or seconds"))
    }
    guard start < end else { return .failure(Problem(message: "the range ends before it begins")) }
    guard end - start <= Self.longest else { return .failure(Problem(message: "at most a year can be shown")) }
    return .success(.fixed(TimeRange(start: start, end: end)))
  }

  func draw(in area: Rect, on surface: inout Surface) {
    let inner = Sheet.draw("Time range — Enter takes it, Esc closes", in: area, on: &surface)
    SheetInput.draw(
      field, placeholder: "type 90m, now-2h to now-1h, 22:40 to 23:10", in: inner.row(0), on: &surface)
    if let problem {
      let row = inner.row(1)
      surface.put(problem.fitted(to: row.width), at: row.origin, Style(.error, on: .raised), in: row)
    }
    let list = inner.inset(top: 2)
    let first = max(0, selected - list.height + 1)
    for (index, preset) in Self.presets.enumerated().dropFirst(first).prefix(list.height) {
      let row = list.row(index - first)
      let ground: Ground = index == selected && field.text.isEmpty ? .cursor : .raised
      surface.fill(row, with: Cell(" ", Style(.text, on: ground)))
      surface.put("last \(preset.name)", at: row.origin, Style(.text, on: ground), in: row)
    }
  }
}

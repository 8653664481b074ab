/// Which part of a trace the time axis shows, with the way back. All in nanoseconds from the trace's
/// start.
///
///     0 ────────────┼──────────────┼──────────── durationNs
///                window.from    window.to
struct TimeZoom: Hashable, Sendable {
  struct Window: Hashable, Sendable {
    var fromNs: Int64
    var toNs: Int64

    var lengthNs: Int64 { toNs - fromNs }
    var middleNs: Int64 { fromNs + lengthNs / 2 }
  }

  let durationNs: Int64
  /// `nil` while the whole trace shows.
  private(set) var window: Window?
  /// Earlier windows, the newest last.
  private var earlier: [Window?] = []

  /// Closer than this two columns would be one moment.
  static let leastNs: Int64 = 100

  init(durationNs: Int64) { self.durationNs = max(0, durationNs) }

  var isZoomed: Bool { window != nil }
  var canGoBack: Bool { !earlier.isEmpty }
  /// What shows.
  var shown: Window { window ?? Window(fromNs: 0, toNs: durationNs) }

  /// Half or twice as long, around the middle of what shows of a span, or of the span where nothing
  /// of it shows.
  ///
  /// - Returns: `false` when it cannot be any closer or wider.
  mutating func zoom(in closer: Bool, around span: Window) -> Bool {
    let length = closer ? shown.lengthNs / 2 : shown.lengthNs.multipliedReportingOverflow(by: 2).partialValue
    guard closer ? length >= Self.leastNs : isZoomed else { return false }
    let (from, to) = (max(span.fromNs, shown.fromNs), min(span.toNs, shown.toNs))
    let middle = from <= to ? Window(fromNs: from, toNs: to).middleNs : span.middleNs
    // Halves lose a remainder: what is all but a hundredth of the trace is all of it.
    let isAll = length <= 0 || length >= durationNs - durationNs / 100
    go(to: !closer && isAll ? nil : placed(middle - length / 2, length))
    return true
  }

  /// - Returns: `false` at the end of the trace, or while all of it shows.
  mutating func pan(later: Bool) -> Bool {
    guard let window else { return false }
    let step = max(1, window.lengthNs / 2)
    let moved = placed(window.fromNs + (later ? step : -step), window.lengthNs)
    guard moved != window else { return false }
    go(to: moved)
    return true
  }

  /// - Returns: `false` when this shows already.
  mutating func show(_ span: Window) -> Bool {
    let length = max(span.lengthNs, min(Self.leastNs, durationNs))
    let wanted = placed(span.middleNs - length / 2, length)
    guard wanted != shown else { return false }
    go(to: wanted.lengthNs >= durationNs ? nil : wanted)
    return true
  }

  /// Moves what shows, at the same length, until it holds something of a span; the way back stays.
  mutating func follow(_ span: Window) {
    guard let window, span.toNs < window.fromNs || span.fromNs > window.toNs else { return }
    self.window = placed(span.middleNs - window.lengthNs / 2, window.lengthNs)
  }

  mutating func showAll() { if isZoomed { go(to: nil) } }

  /// To the window before.
  mutating func goBack() -> Bool {
    guard let last = earlier.popLast() else { return false }
    window = last
    return true
  }

  /// The same moments after the trace has grown.
  func grown(to durationNs: Int64, startingEarlierBy ns: Int64) -> TimeZoom {
    var grown = TimeZoom(durationNs: durationNs)
    if let window { grown.window = grown.placed(window.fromNs &+ ns, window.lengthNs) }
    return grown
  }

  private mutating func go(to window: Window?) {
    earlier.append(self.window)
    if earlier.count > 50 { earlier.removeFirst() }
    self.window = window
  }

  /// A window of a length as near to where it is wanted as the trace reaches.
  private func placed(_ fromNs: Int64, _ lengthNs: Int64) -> Window {
    let length = min(lengthNs, durationNs)
    let from = min(max(0, fromNs), durationNs - length)
    return Window(fromNs: from, toNs: from + length)
  }
}

internal import Analysis
internal import Canvas
internal import Telemetry

extension LogsPane {
  /// Lines a page while all are loaded: enough that the way to the server and back counts for little,
  /// few enough that no key waits for one to be taken.
  private static let largePage = 2000

  /// Asks for page after page until every line of the range is loaded; again stops it.
  mutating func toggleLoadingAll(in context: Context) -> [Request] {
    guard !loadsAll else { return stopLoading(in: context) }
    guard let reading else { return [.say("nothing is read yet")] }
    guard !reading.isComplete else { return [.say("every line of the range is loaded")] }
    if follows { following?.pause() }
    loadsAll = true
    self.reading?.preferPages(of: Self.largePage)
    return loadOn(in: context)
  }

  /// What was loaded stays.
  mutating func stopLoading(in context: Context) -> [Request] {
    loadsAll = false
    return [.say("stopped; \(loadedText(context)); A goes on")]
  }

  /// The next pages of everything, or why there are none any more.
  mutating func loadOn(in context: Context) -> [Request] {
    guard loadsAll, let reading else { return [] }
    if reading.isComplete {
      loadsAll = false
      return [.say("all \(list.buffer.count) lines of the range are loaded")]
    }
    if let (source, stop) = reading.stop(at: context.now) {
      loadsAll = false
      return [.say("\(source) ✗: \(stop.reason); \(loadedText(context))")]
    }
    guard list.hasRoom else {
      loadsAll = false
      let limit = Unit.bytes.text(Double(list.buffer.limit))
      return [.say("stopped at \(limit) of memory; \(loadedText(context)); narrow the range or the query")]
    }
    return readOn(in: context)
  }

  /// `123000 lines, back to 22:41:07`.
  private func loadedText(_ context: Context) -> String {
    let back = reading.map { ", back to \(context.zone.clock($0.settled))" } ?? ""
    return "\(list.buffer.count) lines\(back)"
  }

  /// `loading all, 45 % of the range; Esc stops`.
  func loadingText(_ reading: LogReading) -> String {
    let whole = reading.range.duration.wholeNanoseconds
    let done = (reading.range.end - reading.settled).wholeNanoseconds
    let percent = whole > 0 ? Int((Double(done) / Double(whole) * 100).rounded(.down)) : 0
    return "loading all: \(min(100, max(0, percent))) %, \(list.buffer.count) lines; Esc stops"
  }
}

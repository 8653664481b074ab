internal import Analysis
internal import Telemetry

/// Lines that went from memory at the newest end while somebody read on backward come again on the way
/// forward. Memory stays bounded: then the oldest go, and would be read again in turn.
extension LogsPane {
  /// Asks for newer lines when the cursor is near the newest and some are missing after it.
  mutating func readNewer(in context: Context) -> [Request] {
    guard list.lacksNewer, following == nil, let reading, let index = list.cursorIndex,
      index >= list.buffer.count - Self.foresight
    else { return [] }
    var newer = newer ?? NewerReading(after: list.buffer, of: reading.sources, until: reading.range.end)
    let pages = newer.goOn(at: context.now)
    self.newer = newer
    return ask("newer", pages, reading.text)
  }

  mutating func takeNewer(_ lines: [LogLine], to question: Question, in context: Context) -> [Request] {
    guard let page = question.page, let batch = newer?.take(lines, to: page, from: question.source) else {
      return []
    }
    if list.addNewer(batch) { reading?.beginAgain(before: list.buffer) }
    let isAll = newer?.isComplete == true
    list.foundAgain(batch.lines.count, isAll: isAll)
    if isAll { newer = nil }
    settle(in: context)
    return readNewer(in: context)
  }

  /// What the key that goes on forward says at the last loaded line.
  mutating func stepToNewer(in context: Context) -> [Request] {
    let asked = readNewer(in: context)
    if let (source, stop) = newer?.stop(at: context.now) {
      newer = nil
      return [.say("\(source) ✗: \(stop.reason); ↓ asks again, G reads the newest anew")]
    }
    return asked + [.say("newer lines, gone to make room for older ones, are being read; G goes to the newest")]
  }
}

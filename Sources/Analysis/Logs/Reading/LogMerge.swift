public import Telemetry

/// Merges the pages of several readers into one order of time, telling only what is certain.
///
/// ```
/// loki-a   ████████████████▌settled
/// loki-b   █████▌settled              everything before b's edge is certain; what a has beyond it
///               ▲                     waits for b's next page
/// ```
/// Lines of one nanosecond stand in the order of the inputs, those of one input as they came.
public struct LogMerge: Sendable {
  private struct Input {
    var lines: [LogLine] = []
    var head = 0
    /// Nothing on the read side of it is still to come; `nil`: the input is at its end.
    var settled: Instant?
    var waiting: Int { lines.count - head }
  }

  public let direction: LogDirection
  private var inputs: [Input]

  /// - Parameter range: What all inputs read.
  public init(inputs: Int, range: TimeRange, direction: LogDirection) {
    self.direction = direction
    let start = direction == .forward ? range.start : range.end
    self.inputs = Array(repeating: Input(settled: start), count: max(0, inputs))
  }

  /// - Parameters:
  ///   - lines: The next of this input, in the merge's direction.
  ///   - settled: As `LogPager.settled` has it after them; `nil` at the input's end.
  public mutating func add(_ lines: [LogLine], to input: Int, settled: Instant?) {
    guard inputs.indices.contains(input) else { return }
    if inputs[input].lines.isEmpty { inputs[input].lines = lines } else { inputs[input].lines += lines }
    inputs[input].settled = settled
  }

  /// How many lines wait for another input's.
  public var waiting: Int { inputs.reduce(0) { $0 + $1.waiting } }

  /// The inputs whose next page would let more lines through: those furthest behind.
  public var hindmost: [Int] {
    guard let bound else { return [] }
    return inputs.indices.filter { inputs[$0].settled == bound }
  }

  /// What every input has been read to; `nil` when all are at their end.
  private var bound: Instant? {
    let settled = inputs.compactMap(\.settled)
    return direction == .forward ? settled.min() : settled.max()
  }

  /// The lines that became certain since the last time, at most `limit`.
  public mutating func take(_ limit: Int = .max) -> [LogLine] {
    let bound = bound
    if let whole = takeWhole(limit, bound) { return whole }
    var merged = [LogLine]()
    while merged.count < limit, let (input, until) = leader {
      let lines = inputs[input].lines
      var head = inputs[input].head
      let start = head
      while head < lines.count, merged.count < limit, isCertain(lines[head].time, bound),
        until.map({ precedes(lines[head].time, input, $0.time, $0.input) }) ?? true
      {
        merged.append(lines[head])
        head += 1
      }
      guard head > start else { break }
      inputs[input].head = head
    }
    for input in inputs.indices { discardTaken(input) }
    return merged
  }

  /// Everything that waits, handed on as it came, where it is one input's and all of it certain.
  private mutating func takeWhole(_ limit: Int, _ bound: Instant?) -> [LogLine]? {
    let waiting = inputs.indices.filter { inputs[$0].waiting > 0 }
    guard waiting.count == 1, let input = waiting.first, inputs[input].head == 0, inputs[input].waiting <= limit,
      let last = inputs[input].lines.last, isCertain(last.time, bound)
    else { return nil }
    defer { inputs[input].lines = [] }
    return inputs[input].lines
  }

  /// The input with the next line of all, and the head of the one after it.
  private var leader: (input: Int, until: (time: Instant, input: Int)?)? {
    var first: (time: Instant, input: Int)?
    var second: (time: Instant, input: Int)?
    for index in inputs.indices where inputs[index].waiting > 0 {
      let time = inputs[index].lines[inputs[index].head].time
      if let known = first, !precedes(time, index, known.time, known.input) {
        if second.map({ precedes(time, index, $0.time, $0.input) }) ?? true { second = (time, index) }
      } else {
        (first, second) = ((time, index), first)
      }
    }
    return first.map { ($0.input, second) }
  }

  private func precedes(_ time: Instant, _ input: Int, _ other: Instant, _ otherInput: Int) -> Bool {
    if time == other { return input < otherInput }
    return direction == .forward ? time < other : time > other
  }

  /// Forward, a line at the bound may still get company of an input before its own; backward it may not.
  private func isCertain(_ time: Instant, _ bound: Instant?) -> Bool {
    guard let bound else { return true }
    return direction == .forward ? time < bound : time >= bound
  }

  /// Taken lines are let go when they are the greater part, so that it costs little over all.
  private mutating func discardTaken(_ index: Int) {
    let head = inputs[index].head
    guard head > 0, head * 2 >= inputs[index].lines.count else { return }
    inputs[index].lines.removeFirst(head)
    inputs[index].head = 0
  }
}

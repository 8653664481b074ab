internal import Telemetry

/// The queries of one chart, A to Z, one of them picked.
struct QuerySet: Sendable {
  static let limit = 26

  private(set) var all: [MetricQuery]
  private(set) var pickedIndex = 0

  init(_ first: MetricQuery) { all = [first] }

  var picked: MetricQuery {
    get { all[pickedIndex] }
    set { all[pickedIndex] = newValue }
  }

  var count: Int { all.count }
  var shown: [MetricQuery] { all.filter { !$0.isHidden && !$0.isBlank } }

  /// Adds an empty query with the first free letter behind the picked one, asked where that is asked,
  /// and picks it. `false` when all letters are taken.
  mutating func add() -> Bool {
    let taken = Set(all.map(\.number))
    guard let number = (0..<Self.limit).first(where: { !taken.contains($0) }) else { return false }
    let source = picked.source
    let index = all.firstIndex { $0.number > number } ?? all.count
    all.insert(MetricQuery(number, text: "", source: source), at: index)
    pickedIndex = index
    return true
  }

  /// Takes the picked one away; the last one stays.
  mutating func removePicked() {
    guard all.count > 1 else { return }
    all.remove(at: pickedIndex)
    pickedIndex = min(pickedIndex, all.count - 1)
  }

  /// Picks the next one, around the ends.
  mutating func pick(by step: Int) {
    pickedIndex = ((pickedIndex + step) % all.count + all.count) % all.count
  }

  mutating func pick(number: Int) {
    if let index = all.firstIndex(where: { $0.number == number }) { pickedIndex = index }
  }

  /// The query and the part of it that a slot belongs to.
  func place(of slot: Slot) -> (index: Int, part: MetricQuery.Part)? {
    for (index, query) in all.enumerated() {
      if let part = query.part(of: slot) { return (index, part) }
    }
    return nil
  }

  mutating func change(at index: Int, _ change: (inout MetricQuery) -> Void) {
    guard all.indices.contains(index) else { return }
    change(&all[index])
  }

  func query(numbered number: Int) -> MetricQuery? { all.first { $0.number == number } }

  mutating func forgetEarlier() {
    for index in all.indices { all[index].forgetEarlier() }
  }

  /// The rows there is room for around the picked one.
  func window(rows: Int) -> Range<Int> {
    let rows = min(max(1, rows), all.count)
    let start = min(max(0, pickedIndex - rows / 2), all.count - rows)
    return start..<(start + rows)
  }
}

internal import Analysis
public import Canvas
internal import Telemetry

extension MetricsPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .nextTrouble, .previousTrouble, .nextPart, .previousPart:
      exemplars.isEmpty
        ? "no exemplars here: the query's histograms carry none, or the server does not store them" : nil
    case .left, .right: series.isEmpty ? "there is no point to move to; } doubles the range" : nil
    case .open where series.isEmpty: "there is no series to pick; } doubles the range, i edits the query"
    case .open: series.count == 1 && isolated == nil ? "there is no other series to hide" : nil
    default: nil
    }
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    switch command {
    case .up: moveLegend(by: -1)
    case .down: moveLegend(by: 1)
    case .pageUp, .top: moveLegend(by: -series.count)
    case .pageDown, .bottom: moveLegend(by: series.count)
    case .left: moveCrosshair(by: -1, in: context)
    case .right: moveCrosshair(by: 1, in: context)
    case .nextPart: hop(by: 1)
    case .previousPart: hop(by: -1)
    case .nextTrouble, .previousTrouble: pickWorst()
    case .open:
      isolated = isolated == nil ? current?.labels : nil
      exemplar = nil
    case .editQuery, .search: prompt.begin()
    case .include, .exclude: return [.say("pick a series with ↑ ↓ and isolate it with ↵, or edit the query with i")]
    case .copy:
      guard let current else { return [.say("there is no series to copy; Y shows the query")] }
      return [.copy(current.labels.isEmpty ? query : current.labels.description)]
    default: return nil
    }
    return []
  }

  private mutating func moveLegend(by rows: Int) {
    legend.move(by: rows, count: series.count, height: max(1, series.count))
    if isolated != nil { isolated = current?.labels }
  }

  private mutating func moveCrosshair(by points: Int, in context: Context) {
    let chart = chart(in: context)
    let stop = chart.stop(from: crosshair?.approximateSeconds, by: points)
    crosshair = stop.flatMap { Instant(secondsWithFraction: $0) }
    exemplar = nil
  }

  /// From exemplar to exemplar in time, around the ends.
  private mutating func hop(by step: Int) {
    let all = exemplars
    guard !all.isEmpty else { return }
    let next = exemplar.map { ($0 + step + all.count) % all.count } ?? nearestExemplar(in: all)
    exemplar = next
    crosshair = all[next].time
  }

  private func nearestExemplar(in all: [Exemplar]) -> Int {
    guard let crosshair else { return all.indices.max { all[$0].value < all[$1].value } ?? 0 }
    return all.indices.min {
      abs((all[$0].time - crosshair).wholeNanoseconds) < abs((all[$1].time - crosshair).wholeNanoseconds)
    } ?? 0
  }

  private mutating func pickWorst() {
    let all = exemplars
    exemplar = all.indices.max { all[$0].value < all[$1].value }
    crosshair = exemplar.map { all[$0].time }
  }

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    switch prompt.press(key) {
    case .run(let text):
      query = text
      (bySource, exemplarsBySource, series, isolated, exemplar) = ([:], [:], [], nil, nil)
      return [.refresh]
    case .editing, .left: return []
    case .unused: return nil
    }
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    if !prompt.isEditing { prompt.begin() }
    prompt.insert(text)
    return []
  }
}

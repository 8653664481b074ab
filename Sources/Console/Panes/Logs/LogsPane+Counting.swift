internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

extension LogsPane {
  // MARK: Volume

  func volumeQuestion(in context: Context) -> LogVolumeQuestion? {
    LogVolumeQuestion(
      sentQuery, range: context.range, step: SeriesChart.step(in: context), by: volumeSubject.name,
      at: volumeSubject.place)
  }

  /// What all sources counted, as bars.
  mutating func countVolume(over range: TimeRange, in context: Context) {
    volume = LogVolume(
      asked(in: context).flatMap { chart.bySource[$0] ?? [] }, by: volumeSubject.name, range: range,
      step: SeriesChart.step(in: context), limit: 8)
  }

  /// By the chosen field, else by the next of level, service and the other labels of this line.
  mutating func nextVolume(in context: Context) -> [Request] {
    let next = chosenSubject ?? subject(after: volumeSubject)
    guard next != volumeSubject else { return [.say("the volume is by \(next.title) already")] }
    volumeSubject = next
    (chart.bySource, volume, selection) = ([:], nil, nil)
    let isBytes = volumeQuestion(in: context)?.measure == .bytes
    return [.refresh, .say("volume by \(next.title)\(isBytes ? ", in bytes from the index" : "")")]
  }

  private var chosenSubject: VolumeSubject? {
    if part == .fields, let entry = fields?.entry {
      return VolumeSubject(name: entry.name, place: entry.place)
    }
    guard let field, let line = glimpse, case let pairs = LogFields(line).pairs, pairs.indices.contains(field)
    else { return nil }
    return VolumeSubject(name: pairs[field].name, place: Self.place(of: pairs[field].name, in: line))
  }

  private func subject(after subject: VolumeSubject) -> VolumeSubject {
    let labels = glimpse?.labels.names ?? []
    let names = ["service_name"] + labels.filter { $0 != "service_name" && !LogVolume.isLevel($0) }
    let all = [.level] + names.map { VolumeSubject(name: $0, place: .label) }
    let index = all.firstIndex(of: subject) ?? -1
    return all[(index + 1) % all.count]
  }

  // MARK: What the query reads

  mutating func askStats(in context: Context) -> [Request] {
    guard let selector = LogQL.selectorText(of: query) else {
      return [.say("this query has no selector to count")]
    }
    statsAsked = context.now
    return asked(in: context).map {
      .ask(Question("stats", $0, .logStats(selector: selector, range: context.range)))
    }
  }

  /// `loki: 45K lines, 12 MiB in 3 streams, 40 chunks over 1h; counted in 31 ms`.
  func say(_ stats: LogStats, to question: Question, in context: Context) -> [Request] {
    let range = (question.query.range ?? context.range).duration
    let amount = "\(Unit.none.text(Double(stats.entries))) lines, \(Unit.bytes.text(Double(stats.bytes)))"
    let place = "\(stats.streams) streams, \(stats.chunks) chunks over \(TimeLabel.compact(range))"
    let took =
      statsAsked.map { context.now - $0 }.map { "; counted in \($0.wholeNanoseconds / 1_000_000) ms" } ?? ""
    return [.say("\(question.source): its labels select \(amount) in \(place)\(took)")]
  }

  // MARK: Columns

  mutating func toggleColumn(in context: Context) -> [Request] {
    guard let name = chosenSubject?.name else {
      columns = []
      return [.say("no columns")]
    }
    if let index = columns.firstIndex(where: { $0.name == name }) {
      columns.remove(at: index)
      return [.say("\(name) is no column any more")]
    }
    columns.append(LogColumn(name, in: list.buffer, around: list.cursorIndex ?? 0))
    settle(in: context)
    return [.say("\(name) is a column; o takes it away")]
  }
}

internal import Analysis
internal import Telemetry

/// How the questions of every place on the trail stand.
struct SlotBoard: Sendable {
  private struct Entry: Sendable {
    var status: SlotStatus
    var serial: Int
  }

  private var entries: [Int: [Entry]] = [:]
  private var serial = 0

  func statuses(of place: Int) -> [SlotStatus] { entries[place]?.map(\.status) ?? [] }

  func question(for ticket: Ticket) -> Question? {
    entry(for: ticket).map { entries[ticket.place]![$0].status.question }
  }

  /// Whether the same part is being asked of the same source.
  func isPending(_ question: Question, at place: Int) -> Bool {
    entries[place]?.contains { $0.status.pendingSince != nil && $0.status.question.isSamePart(as: question) }
      ?? false
  }

  /// Whether the part is filled by an answer that need not be asked for again yet.
  func isGood(_ question: Question, at place: Int, now: Instant) -> Bool {
    guard let goodFor = question.goodFor else { return false }
    return entries[place]?.contains { entry in
      guard entry.status.failure == nil, let answeredAt = entry.status.answeredAt else { return false }
      return entry.status.question.isSamePart(as: question) && now - answeredAt < goodFor
    } ?? false
  }

  /// Notes a question as asked now.
  ///
  /// - Returns: Its ticket, and that of the question it replaces if nobody had answered that yet.
  mutating func ask(_ question: Question, at place: Int, now: Instant)
    -> (ticket: Ticket, replaced: Ticket?)
  {
    serial += 1
    var replaced: Ticket?
    var list = entries[place] ?? []
    if let index = list.firstIndex(where: { $0.status.question.isSamePart(as: question) }) {
      if list[index].status.pendingSince != nil {
        replaced = ticket(place, list[index])
      }
      // Why another query failed says nothing about this one.
      if list[index].status.question.query.text != question.query.text { list[index].status.failure = nil }
      list[index].status.question = question
      list[index].status.pendingSince = list[index].status.pendingSince ?? now
      list[index].serial = serial
    } else {
      list.append(Entry(status: SlotStatus(question: question, pendingSince: now), serial: serial))
    }
    entries[place] = list
    let ticket = Ticket(
      place: place, slot: question.slot, source: question.source, serial: serial)
    return (ticket, replaced)
  }

  /// Notes an answer that came without being asked for here: a jump's.
  mutating func settle(_ question: Question, at place: Int, now: Instant, answer: Answer, jump: Jump?) {
    let (ticket, _) = ask(question, at: place, now: now)
    settle(ticket, with: .success(answer), now: now)
    if let index = entry(for: ticket) { entries[place]![index].status.jump = jump }
  }

  /// Notes the answer to a ticket.
  ///
  /// - Returns: `false` when a newer question was asked or the place is gone: drop the answer.
  @discardableResult
  mutating func settle(_ ticket: Ticket, with result: Result<Answer, QueryFailure>, now: Instant)
    -> Bool
  {
    guard let index = entry(for: ticket) else { return false }
    entries[ticket.place]![index].status.pendingSince = nil
    switch result {
    case .success(let answer):
      entries[ticket.place]![index].status.answeredAt = now
      entries[ticket.place]![index].status.failure = nil
      entries[ticket.place]![index].status.warnings = answer.warnings
      entries[ticket.place]![index].status.partial = answer.partial
    case .failure(let failure):
      entries[ticket.place]![index].status.failure = failure
    }
    return true
  }

  /// Forgets questions the place no longer asks and returns the tickets of those still out.
  mutating func keep(_ questions: [Question], at place: Int) -> [Ticket] {
    let (kept, dropped) = (entries[place] ?? []).split { entry in
      questions.contains { $0.isSamePart(as: entry.status.question) }
    }
    entries[place] = kept
    return dropped.filter { $0.status.pendingSince != nil }.map { ticket(place, $0) }
  }

  /// Forgets some parts of a place and returns the tickets of those still out.
  mutating func drop(_ slots: Set<Slot>, at place: Int) -> [Ticket] {
    let (dropped, kept) = (entries[place] ?? []).split { slots.contains($0.status.question.slot) }
    entries[place] = kept
    return dropped.filter { $0.status.pendingSince != nil }.map { ticket(place, $0) }
  }

  /// Forgets some questions and returns the tickets of those still out.
  mutating func drop(at place: Int, where isUnwanted: (Question) -> Bool) -> [Ticket] {
    let (dropped, kept) = (entries[place] ?? []).split { isUnwanted($0.status.question) }
    if !dropped.isEmpty { entries[place] = kept }
    return dropped.filter { $0.status.pendingSince != nil }.map { ticket(place, $0) }
  }

  /// Takes back every unanswered question of a place.
  mutating func cancel(at place: Int) -> [Ticket] {
    var tickets = [Ticket]()
    for index in (entries[place] ?? []).indices where entries[place]![index].status.pendingSince != nil {
      tickets.append(ticket(place, entries[place]![index]))
      entries[place]![index].status.pendingSince = nil
      entries[place]![index].serial = -1
    }
    return tickets
  }

  /// Forgets places that cannot be returned to.
  mutating func keepOnly(places: Set<Int>) {
    entries = entries.filter { places.contains($0.key) }
  }

  private func entry(for ticket: Ticket) -> Int? {
    entries[ticket.place]?.firstIndex { entry in
      entry.serial == ticket.serial && entry.status.question.slot == ticket.slot
        && entry.status.question.source == ticket.source
    }
  }

  private func ticket(_ place: Int, _ entry: Entry) -> Ticket {
    let question = entry.status.question
    return Ticket(place: place, slot: question.slot, source: question.source, serial: entry.serial)
  }
}

extension Question {
  /// Whether both fill the same part of a pane from the same source.
  fileprivate func isSamePart(as other: Question) -> Bool {
    slot == other.slot && source == other.source
  }
}

extension Array {
  fileprivate func split(_ isFirst: (Element) -> Bool) -> (first: [Element], second: [Element]) {
    (filter(isFirst), filter { !isFirst($0) })
  }
}

internal import Telemetry

extension State {
  /// Asks everything the place needs, again if need be; takes back what it no longer needs.
  mutating func askAll() -> [Effect] {
    (refreshedAt, resting) = (context.now, nil)
    let questions = place.pane.questions(in: context)
    let dropped = board.keep(questions, at: place.id)
    return cancel(dropped) + questions.flatMap { ask($0) }
  }

  /// Asks again what has been answered, unless the answer is still good. A question still out is left alone: a source slower than the
  /// refresh would otherwise never get to answer.
  mutating func askAnswered() -> [Effect] {
    (refreshedAt, resting) = (context.now, nil)
    let questions = place.pane.questions(in: context)
    let dropped = board.keep(questions, at: place.id)
    let due = questions.filter { !board.isPending($0, at: place.id) && !board.isGood($0, at: place.id, now: context.now) }
    return cancel(dropped) + due.flatMap { ask($0) }
  }

  mutating func ask(_ question: Question) -> [Effect] {
    let (ticket, replaced) = board.ask(question, at: place.id, now: context.now)
    let cancelled = cancel(replaced.map { [$0] } ?? [])
    return cancelled + [asked(ticket, question.query)]
  }

  /// Waits for the cursor to rest before asking; a move before that starts the wait anew.
  mutating func askAtRest(_ questions: [Question], instead slots: Set<Slot>) -> [Effect] {
    let dropped = board.drop(slots, at: place.id)
    restSerial += 1
    if followSerial != nil, !questions.isEmpty { followSerial = restSerial }
    resting = questions.isEmpty ? nil : Resting(serial: restSerial, place: place.id, questions: questions)
    return cancel(dropped) + (questions.isEmpty ? [] : [.rest(restSerial)])
  }

  mutating func rested(_ serial: Int) -> [Effect] {
    var effects = [Effect]()
    if let due = resting, due.serial == serial {
      resting = nil
      effects = inHalf(due.place) { state in due.questions.flatMap { state.ask($0) } }
    }
    return effects + (followSerial == serial ? showLead() : [])
  }

  /// Notes a question in the source's health and sends it.
  mutating func asked(_ ticket: Ticket, _ query: Query) -> Effect {
    if let index = health.firstIndex(where: { $0.id == ticket.source }) {
      health[index].asked(ticket, at: context.now)
    }
    return .ask(ticket, ticket.source, query)
  }

  mutating func cancel(_ tickets: [Ticket]) -> [Effect] {
    for ticket in tickets {
      if let index = health.firstIndex(where: { $0.id == ticket.source }) {
        health[index].pending[ticket] = nil
      }
    }
    return tickets.map(Effect.cancel)
  }

  /// Nobody waits for the present place any more, nor for what it shows beside.
  mutating func cancelPlace() -> [Effect] {
    // Whoever comes back wants the other half to follow again.
    if following != nil || followSerial != nil { place.split?.lead = nil }
    followSerial = nil
    let other = place.split?.other.map { board.cancel(at: $0.id) } ?? []
    return cancelFollowing() + cancel(board.cancel(at: place.id) + other)
  }

  mutating func cancelEverything() -> [Effect] { cancelJump() + cancelPlace() }

  mutating func setWindow(_ window: Window) -> [Effect] {
    context.window = window
    place.window = window
    return askAll()
  }
}

/// Questions that wait for the cursor to rest.
struct Resting: Sendable {
  var serial: Int
  var place: Int
  var questions: [Question]
}

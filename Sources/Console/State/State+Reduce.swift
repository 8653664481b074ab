internal import Analysis
internal import Canvas
internal import Telemetry

extension State {
  /// Takes one thing that happened; returns what must be done about it.
  public mutating func reduce(_ action: Action) -> [Effect] {
    happen(action) + followLead()
  }

  private mutating func happen(_ action: Action) -> [Effect] {
    switch action {
    case .input(let input): interpret(input) + servePrompt()
    case .tick(let now): tick(now)
    case .answered(let ticket, let result, let now): settle(ticket, result, at: now)
    case .written(let serial, let result, let now): written(serial, result, at: now)
    case .rested(let serial): rested(serial)
    // Who left the place asks again when coming back.
    case .prepared(let made, let id):
      inHalf(id) { state in state.serve(state.place.pane.receive(made, in: state.context)) } + land()
    case .said(let text): say(text)
    }
  }

  private mutating func interpret(_ input: Input) -> [Effect] {
    switch input {
    case .key(let key):
      message = nil
      landing = nil
      let (under, place) = (jumping?.pendingTickets, place.id)
      let effects = press(key)
      return effects + callOff(under, from: place)
    case .paste(let text): return openPasted(text) ?? paste(text)
    case .wheel(_, let down): return perform(down ? .down : .up)
    case .press: return []
    case .resize(let size):
      screen = size
      fit()
      return []
    case .suspend: return [.suspend]
    case .terminate, .hangup: return quit()
    }
  }

  private mutating func press(_ key: Key) -> [Effect] {
    // Ctrl-J is Enter but where lines can be broken.
    let key = key == .control("j") && editedPrompt == nil ? .enter : key
    if overlay != nil { return pressInOverlay(key) }
    if place.pane.isTyping {
      if key == .control("c") { return quit() }
      guard let requests = place.pane.type(key, in: context) else { return [] }
      return serve(requests)
    }
    guard let command = keymap.command(for: key, on: place.pane.kind) else {
      message = keymap.absence(of: key)
      return []
    }
    return perform(command)
  }

  /// A jump that is waited for takes nobody away from where they went meanwhile, nor out of what they type.
  private mutating func callOff(_ under: [Ticket]?, from before: Int) -> [Effect] {
    guard let jumping, let under, !under.isEmpty, jumping.pendingTickets == under,
      place.id != before || place.pane.isTyping
    else { return [] }
    message = message ?? "the jump to \(jumping.signal.rawValue) is called off"
    return cancelJump()
  }

  private mutating func paste(_ text: String) -> [Effect] {
    if overlay != nil {
      overlay?.paste(text)
      return []
    }
    return serve(place.pane.paste(text, in: context))
  }

  private mutating func say(_ text: String) -> [Effect] {
    message = text
    return []
  }

  private mutating func tick(_ now: Instant) -> [Effect] {
    context.now = now
    let other = place.split?.other.map { half in
      inHalf(half.id) { state in state.serve(state.place.pane.tick(in: state.context)) }
    }
    return serve(place.pane.tick(in: context)) + (other ?? []) + refresh(at: now)
  }

  private mutating func refresh(at now: Instant) -> [Effect] {
    guard isRefreshing, let every = place.pane.refreshEvery ?? refreshEvery, overlay == nil,
      !place.pane.isTyping, now - refreshedAt >= every
    else { return [] }
    let other = place.split?.other.map { half in inHalf(half.id) { $0.refreshMoving() } }
    return refreshMoving() + (other ?? [])
  }

  /// What stands still need not be asked again.
  private mutating func refreshMoving() -> [Effect] {
    if case .last = context.window { askAnswered() } else { [] }
  }

  private mutating func settle(
    _ ticket: Ticket, _ result: Result<Answer, QueryFailure>, at now: Instant
  ) -> [Effect] {
    context.now = max(context.now, now)
    if let index = health.firstIndex(where: { $0.id == ticket.source }) {
      health[index].answered(ticket, result, at: now)
    }
    if jump(waitingFor: ticket) != nil { return continueJump(ticket, with: result) }
    guard let question = board.question(for: ticket), board.settle(ticket, with: result, now: now)
    else { return [] }
    return inHalf(ticket.place) { $0.take(result, to: question) }
  }

  private mutating func take(_ result: Result<Answer, QueryFailure>, to question: Question) -> [Effect] {
    if question.slot.isCompletion { return settleCompletion(question, result) }
    switch result {
    case .success(let answer):
      return serve(place.pane.receive(answer, to: question, in: context)) + land()
    case .failure(let failure):
      return serve(place.pane.receive(failure, to: question, in: context)) + land()
    }
  }

  /// Does what a pane asked for.
  mutating func serve(_ requests: [Request]) -> [Effect] {
    var effects = [Effect]()
    let opens = requests.contains { if case .open = $0 { true } else { false } }
    for request in requests {
      switch request {
      case .ask(let question): effects += ask(question)
      case .askAtRest(let questions, let slots): effects += askAtRest(questions, instead: slots)
      case .prepare(let work): effects.append(.prepare(work, place: place.id))
      case .refresh: effects += askAll()
      case .open(let pane): effects += open(pane)
      case .jump(let signal): effects += jump(to: signal)
      case .write(let source, let change): effects += write(change, to: source)
      case .window(let window): effects += setWindow(window)
      case .focus(let service):
        context.focus = service
        // What is opened with a focus leaves this place as it was.
        if !opens { place.focus = service }
      case .mark(let trace): context.markedTrace = trace
      case .crosshair(let moment): context.crosshair = moment
      case .follow(let jumps): effects += follow(jumps)
      case .copy(let text):
        effects.append(.copy(text))
        message = "copied \(text.fitted(to: 60))"
      case .save(let file):
        effects.append(.save(file))
        message = "saving \(file.contents) to \(file.path.fitted(to: 40))"
      case .say(let text): message = text
      }
    }
    return effects
  }
}

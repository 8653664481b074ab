internal import Analysis
public import Canvas
public import Telemetry

/// The loop that joins the state to the terminal and the sources. Runs on the main thread and is
/// the only owner of tasks and clock; everything it does was decided by `State.reduce`.
public final class Runtime {
  public typealias Ask = @Sendable (SourceID, Query) async throws -> Answer
  public typealias Change = @Sendable (SourceID, Write) async throws -> Answer
  /// Keeps something for later sessions, beside the main thread; says a line when that fails.
  public typealias Keep = (Keeping, _ complain: @escaping @Sendable (String) -> Void) -> Void
  /// Writes a file and says how that went: `saved 688 lines to nas.jsonl`.
  public typealias Save = @Sendable (SavedFile) -> String

  /// Longer than a held key takes to repeat, shorter than anybody waits for.
  private static let restingTime: Duration = .milliseconds(200)

  /// How long answers are taken before keys are looked for again.
  private static let patience: Duration = .milliseconds(4)

  private let screen: any Screen
  private let ask: Ask
  private let change: Change
  private let keep: Keep
  private let save: Save
  private let clock: @Sendable () -> Instant
  private let mailbox = Mailbox()
  /// Of the mailbox, in order; not taken yet.
  private var arrived: [Action] = []
  private var state: State
  private var tasks: [Ticket: Task<Void, Never>] = [:]
  private var rest: Task<Void, Never>?
  private var preparations: [Int: [Task<Void, Never>]] = [:]
  private var shown: Surface?
  private var shownCursor: Point?
  private var isRunning = true
  private var pacing = FramePacing()

  public init(
    state: State, screen: any Screen, clock: @escaping @Sendable () -> Instant, ask: @escaping Ask,
    change: @escaping Change = { _, _ in throw QueryFailure(.unsupported, "nothing can be written here") },
    keep: @escaping Keep = { _, _ in },
    save: @escaping Save = { "\($0.path): nothing can be saved from here" }
  ) {
    self.state = state
    self.screen = screen
    self.clock = clock
    self.ask = ask
    self.change = change
    self.keep = keep
    self.save = save
  }

  /// Runs until the person quits or the terminal is gone.
  public func run() {
    draw()  // The frame first: it shows what is being waited for.
    perform(state.start())
    var tickedAt = clock()
    while isRunning {
      let inputs = screen.wait(atMost: timeout(sinceTick: clock() - tickedAt))
      if inputs.contains(.hangup) {
        take(.input(.hangup))
        break
      }
      for input in inputs { take(.input(input)) }
      finishArrived()
      let now = clock()
      if now - tickedAt >= .seconds(1) {
        tickedAt = now
        take(.tick(now))
      }
      drawIfDue()
    }
    for task in tasks.values { task.cancel() }
  }

  /// Until the next tick, or the next frame when something waits to be drawn.
  private func timeout(sinceTick elapsed: Duration) -> Duration {
    guard arrived.isEmpty else { return .zero }
    let tick = max(.zero, .seconds(1) - elapsed)
    return min(tick, pacing.wait(at: .now) ?? tick)
  }

  private func take(_ action: Action) {
    pacing.happened(action.cause)
    perform(state.reduce(action))
  }

  /// Takes what happened beside the main thread, at least one thing of it. Answers may come many at once, and
  /// no key waits for them all.
  private func finishArrived() {
    arrived += mailbox.take()
    let start = ContinuousClock.now
    var count = 0
    while count < arrived.count, isRunning, count == 0 || start.duration(to: .now) < Self.patience {
      finish(arrived[count])
      count += 1
    }
    arrived.removeFirst(count)
  }

  private func finish(_ action: Action) {
    if case .answered(let ticket, _, _) = action { tasks[ticket] = nil }
    take(action)
  }

  private func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .ask(let ticket, let source, let query): start(ticket, source, query)
      case .write(let serial, let source, let write): make(write, at: source, serial)
      case .cancel(let ticket): tasks.removeValue(forKey: ticket)?.cancel()
      case .prepare(let work, let place): prepare(work, place)
      case .rest(let serial): wait(forRest: serial)
      case .copy(let text): screen.copy(text)
      case .save(let file): start(saving: file)
      case .keep(let change):
        keep(change) { [mailbox, wake = screen.wake] complaint in
          mailbox.post(.said(complaint))
          wake()
        }
      case .redraw: shown = nil
      case .suspend:
        screen.suspend()
        shown = nil
        take(.input(.resize(screen.size)))
      case .quit: isRunning = false
      }
    }
  }

  // MARK: Beside the main thread

  private func start(_ ticket: Ticket, _ source: SourceID, _ query: Query) {
    let (ask, clock) = (ask, clock)
    tasks[ticket] = beside {
      let result = await outcome { try await AnswerDeadline.keeping(for: query) { try await ask(source, query) } }
      return .answered(ticket, result, at: clock())
    }
  }

  /// Nothing takes a change back, so nothing keeps its task.
  private func make(_ write: Write, at source: SourceID, _ serial: Int) {
    let (change, clock) = (change, clock)
    beside { .written(serial, await outcome { try await change(source, write) }, at: clock()) }
  }

  /// For the panes in sight alone; nobody waits for the work of another.
  private func prepare(_ work: Preparation, _ place: Int) {
    for (other, tasks) in preparations where other != place && !state.shows(other) {
      for task in tasks { task.cancel() }
      preparations[other] = nil
    }
    preparations[place, default: []].append(beside { .prepared(work.made(), place: place) })
  }

  /// A million lines take seconds to write, which no key waits for.
  private func start(saving file: SavedFile) {
    let save = save
    beside { .said(save(file)) }
  }

  private func wait(forRest serial: Int) {
    rest?.cancel()
    let pause = Self.restingTime
    rest = beside {
      try? await Task.sleep(for: pause)
      return .rested(serial)
    }
  }

  /// Takes what comes of the work in the next round of the loop, unless the task was cancelled.
  @discardableResult
  private func beside(_ work: @escaping @Sendable () async -> Action) -> Task<Void, Never> {
    let (mailbox, wake) = (mailbox, screen.wake)
    return Task.detached {
      guard !Task.isCancelled else { return }
      let action = await work()
      guard !Task.isCancelled else { return }
      mailbox.post(action)
      wake()
    }
  }

  // MARK: Drawing

  private func drawIfDue() {
    if isRunning, pacing.wait(at: .now) == .zero { draw() }
  }

  private func draw() {
    let surface = state.view()
    let cursor = state.cursor()
    let changes = surface.changes(since: shown)
    if !changes.isEmpty || cursor != shownCursor { screen.present(changes, cursor: cursor) }
    (shown, shownCursor) = (surface, cursor)
    pacing.drew(at: .now)
  }
}

/// What a source said, or why it said nothing.
private func outcome(_ ask: () async throws -> Answer) async -> Result<Answer, QueryFailure> {
  do {
    return .success(try await ask())
  } catch let failure as QueryFailure {
    return .failure(failure)
  } catch {
    return .failure(QueryFailure(.serverFault, "\(error)"))
  }
}

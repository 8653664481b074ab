internal import Analysis
internal import Canvas
internal import Telemetry

extension LogsPane {
  mutating func performMove(_ command: Command, in context: Context) -> [Request]? {
    // Whoever moves away from the newest line wants to read: following would take it from them.
    if follows, [.up, .pageUp, .top].contains(command) { following?.pause() }
    let page = max(1, listArea(in: context).height)
    let rows = [.up: -1, .down: 1, .pageUp: -page, .pageDown: page][command]
    if let rows, scroll(by: rows, in: context) { return [] }
    switch command {
    case .up where list.cursor == list.first: return readOn(in: context) + [.say(startText)]
    case .down where list.cursor == list.last && following == nil && list.lacksNewer:
      return stepToNewer(in: context)
    case .down where list.cursor == list.last && list.lacksNewer:
      return [.say("newer lines went to make room for older ones; G goes on with the newest")]
    case .bottom where following == nil && list.lacksNewer: return run(query)
    case .down where list.cursor == list.last && following == nil:
      return [.say("the newest line of the range; ] goes later, f follows")]
    case .up: step(-1)
    case .down: step(1)
    case .pageUp: step(-page)
    case .pageDown: step(page)
    case .top: (list.cursor, list.skipped) = (list.first ?? list.cursor, 0)
    case .bottom:
      if following?.isPaused == true { return resumeFollowing(in: context) }
      (list.cursor, list.skipped) = (list.last ?? list.cursor, .max)
    case .nextTrouble: return goToTrouble(backwards: false, in: context)
    case .previousTrouble: return goToTrouble(backwards: true, in: context)
    case .nextMatch: return go(to: list.match(backwards: false), in: context)
    case .previousMatch: return go(to: list.match(backwards: true), in: context)
    case .nextMark: return go(to: list.mark(backwards: false), in: context)
    case .previousMark: return go(to: list.mark(backwards: true), in: context)
    default: return nil
    }
    return moved(in: context)
  }

  private var startText: String {
    guard let reading, !reading.isComplete else {
      return "the oldest line of the range; [ goes earlier, } doubles it"
    }
    return reading.out.isEmpty ? "older lines are asked for in a moment" : "older lines are being read"
  }

  /// Goes through an entry that is taller than the screen.
  ///
  /// - Returns: Whether there was more of it to see.
  private mutating func scroll(by rows: Int, in context: Context) -> Bool {
    let area = listArea(in: context)
    guard list.top == list.cursor, part == .lines else { return false }
    let below = LogRows(self, context, width: area.width).rows(at: list.cursor).count - area.height
    let skipped = min(max(0, list.skipped + rows), max(0, below))
    defer { list.skipped = skipped }
    return skipped != list.skipped
  }

  private mutating func step(_ count: Int) {
    // Into an entry that is taller than the screen one comes from its end.
    list.skipped = count < 0 ? .max : 0
    for _ in 0..<abs(count) {
      guard let place = count < 0 ? list.previous(before: list.cursor) : list.next(after: list.cursor) else {
        return
      }
      list.cursor = place
    }
  }

  /// The next line of trouble; past the last it begins again at the other end, and says so.
  private mutating func goToTrouble(backwards: Bool, in context: Context) -> [Request] {
    guard let place = list.trouble(backwards: backwards) else { return [] }
    let before = list.cursorIndex
    let requests = go(to: place, in: context)
    guard let before, let now = list.cursorIndex, backwards ? now >= before : now <= before else { return requests }
    let rest = reading?.isComplete == false ? "; [ or ↑ reads on" : ""
    return requests + [
      .say(
        now == before
          ? "the only warning or error of the loaded lines"
          : "no \(backwards ? "earlier" : "later") warning or error is loaded: on from the \(backwards ? "newest" : "oldest")\(backwards ? rest : "")")
    ]
  }

  /// Goes to a line, even if it is folded away.
  mutating func go(to place: LogPosition?, in context: Context) -> [Request] {
    guard let place else { return [] }
    list.reveal(place)
    list.skipped = 0
    if follows { following?.pause() }
    return moved(in: context)
  }

  /// The moment of the line is the crosshair of all panes.
  mutating func moved(in context: Context) -> [Request] {
    settle(in: context)
    let moment = list.cursorIndex.map { list.buffer.time(at: $0) }
    return [.crosshair(moment)] + readOn(in: context) + readNewer(in: context)
  }

  // MARK: The screen's first line

  /// Keeps the cursor's entry in sight, whole where it fits, and no blank rows below the last.
  mutating func settle(in context: Context) {
    let area = listArea(in: context)
    let rows = LogRows(self, context, width: area.width)
    guard list.cursorIndex != nil, let last = list.last else { return }
    if list.buffer.index(of: list.top) == nil { list.top = list.cursor }
    list.top = min(list.visible(list.top), list.cursor)
    let nearest = rows.first(endingWith: list.cursor, height: area.height)
    list.top = max(list.top, nearest.entry)
    let count = rows.rows(at: list.top).count
    if list.top == list.cursor, count > area.height {
      list.skipped = min(list.skipped, count - area.height)
    } else {
      list.skipped = list.top == nearest.entry ? nearest.skipped : 0
    }
    // Nothing below the last line but while there are fewer than fit.
    let filled = (rows.height(from: list.top, atMost: area.height + list.skipped) ?? 0) - list.skipped
    if filled < area.height {
      let end = rows.first(endingWith: last, height: area.height)
      if end.entry <= list.top { (list.top, list.skipped) = (end.entry, end.skipped) }
    }
  }
}

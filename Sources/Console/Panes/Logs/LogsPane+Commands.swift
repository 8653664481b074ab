internal import Analysis
public import Canvas
internal import Languages
internal import Telemetry

extension LogsPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .nextTrouble where !lines.contains { $0.level >= .warn }, .previousTrouble where !lines.contains { $0.level >= .warn }:
      "none of these lines is a warning or worse"
    case .copy where current == nil, .open where current == nil, .nextPart where current == nil,
      .previousPart where current == nil:
      "no line is under the cursor"
    case .include where field == nil, .exclude where field == nil: "Tab goes to the fields; + and - act on the chosen one"
    case .nextMatch where pattern.isEmpty, .previousMatch where pattern.isEmpty:
      "nothing is searched for; / begins"
    case .around where current == nil: "no line is under the cursor"
    default: nil
    }
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    if let requests = performMove(command, in: context) { return requests }
    switch command {
    case .nextTrouble: find(backwards: false, in: context) { $0.level >= .warn }
    case .previousTrouble: find(backwards: true, in: context) { $0.level >= .warn }
    case .nextMatch: find(backwards: false, in: context, where: matches)
    case .previousMatch: find(backwards: true, in: context, where: matches)
    case .nextPart, .previousPart: field = field == nil && current != nil ? 0 : nil
    case .wrap:
      wraps.toggle()
      return [.say(wraps ? "whole entries, wrapped" : "one line an entry")]
    case .follow: return toggleFollow(in: context)
    case .minimumLevel: return raiseLevel()
    case .around: return openAround(in: context)
    case .include: return narrow(.equal)
    case .exclude: return narrow(.notEqual)
    case .editQuery: prompt.begin()
    case .search: search = TextField(pattern)
    case .open: return [.jump(.traces)]
    case .copy: return current.map { [.copy($0.line)] } ?? []
    default: return nil
    }
    return []
  }

  private mutating func performMove(_ command: Command, in context: Context) -> [Request]? {
    let height = listHeight(in: context)
    if let chosen = field, let line = current {
      let count = LogFields(line).pairs.count
      switch command {
      case .up, .left: field = max(0, chosen - 1)
      case .down, .right: field = min(max(0, count - 1), chosen + 1)
      default: return nil
      }
      return []
    }
    // Whoever moves away from the newest line wants to read: following would take it from them.
    if follows, [.up, .pageUp, .top].contains(command) { follows = false }
    switch command {
    case .up: move(to: scroll.cursor - 1, height)
    case .down: move(to: scroll.cursor + 1, height)
    case .pageUp: move(to: scroll.cursor - height, height)
    case .pageDown: move(to: scroll.cursor + height, height)
    case .top: move(to: 0, height)
    case .bottom: move(to: lines.count - 1, height)
    default: return nil
    }
    return []
  }

  private mutating func move(to index: Int, _ height: Int) {
    scroll.move(to: index, count: lines.count, height: height)
  }

  private mutating func find(backwards: Bool, in context: Context, where test: (LogLine) -> Bool) {
    let count = lines.count
    for step in 1...max(1, count) {
      let index = (scroll.cursor + (backwards ? count - step : step)) % max(1, count)
      if lines.indices.contains(index), test(lines[index]) {
        return move(to: index, listHeight(in: context))
      }
    }
  }

  func matches(_ line: LogLine) -> Bool {
    !pattern.isEmpty && line.line.lowercased().contains(pattern.lowercased())
  }

  private mutating func toggleFollow(in context: Context) -> [Request] {
    follows.toggle()
    guard follows else { return [.say("paused; f follows again")] }
    move(to: lines.count - 1, listHeight(in: context))
    // A window of seconds around a span would show nothing new: follow over at least a quarter hour.
    let length = max(context.window.duration, .minutes(15))
    return [.window(.last(length)), .say("following; f or ↑ pauses")]
  }

  private mutating func raiseLevel() -> [Request] {
    let steps: [LogLevel] = [.unknown, .info, .warn, .error]
    let next = ((steps.firstIndex(of: minimumLevel) ?? 0) + 1) % steps.count
    minimumLevel = steps[next]
    let text = minimumLevel == .unknown ? "all levels" : "\(minimumLevel.name) and worse, filtered by the server"
    return [.refresh, .say(text)]
  }

  /// All lines of the same stream a minute before and after.
  private func openAround(in context: Context) -> [Request] {
    guard let line = current else { return [] }
    let selector = line.labels.pairs.filter { $0.name != "detected_level" && $0.name != "level" }
      .map { "\($0.name)=\"\(Labels.escaped($0.value))\"" }.joined(separator: ", ")
    var pane = LogsPane(
      query: "{\(selector)}", source: line.source ?? source, landing: Landing(moment: line.time))
    pane.landingLine = line
    return [.open(pane), .window(.fixed(TimeRange(around: line.time, margin: .minutes(1))))]
  }

  /// `+` and `-` on the chosen field.
  private mutating func narrow(_ op: Matcher.Operator) -> [Request] {
    guard let line = current, let chosen = field else { return [] }
    let pairs = LogFields(line).pairs
    guard pairs.indices.contains(chosen) else { return [] }
    let pair = pairs[chosen]
    guard let text = try? LogQL.addingLabelFilter(to: query, name: pair.name, op: op, value: pair.value) else {
      return [.say("this query cannot be narrowed here; i edits it")]
    }
    return run(text)
  }

  private mutating func run(_ text: String) -> [Request] {
    query = text
    if prompt.text != text { prompt.set(text) }
    (bySource, lines, volume, field) = ([:], [], [:], nil)
    return [.refresh]
  }

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    if search != nil { return typeSearch(key, in: context) }
    switch prompt.press(key) {
    case .run(let text): return run(text)
    case .editing, .left: return []
    case .unused: return nil
    }
  }

  private mutating func typeSearch(_ key: Key, in context: Context) -> [Request]? {
    switch key {
    case .escape: search = nil
    case .enter:
      pattern = search?.text ?? ""
      search = nil
      let count = lines.count(where: matches)
      guard count > 0 else { return pattern.isEmpty ? [] : [.say("\(pattern) is in none of the \(lines.count) loaded lines")] }
      if let current, !matches(current) { find(backwards: false, in: context, where: matches) }
      return [.say("\(count) of \(lines.count) loaded lines match; n N go on")]
    default: return search?.handle(key) == true ? [] : nil
    }
    return []
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    if search != nil {
      search?.insert(text)
    } else {
      if !prompt.isEditing { prompt.begin() }
      prompt.insert(text)
    }
    return []
  }
}

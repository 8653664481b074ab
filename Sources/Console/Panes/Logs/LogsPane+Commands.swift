internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

extension LogsPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    if isMetricQuery, let reason = refusalOverChart(command) { return reason }
    return switch command {
    case .nextTrouble where !list.hasTrouble, .previousTrouble where !list.hasTrouble:
      "none of these lines is a warning or worse"
    case .copy where list.isEmpty && chart.chosen == nil, .around where list.isEmpty,
      .toggle where list.isEmpty,
      .nextPart where list.isEmpty, .previousPart where list.isEmpty, .logMark where list.isEmpty:
      "no line is under the cursor"
    case .open where part == .lines && list.isEmpty && selection == nil && chart.chosen == nil:
      "no line is under the cursor"
    case .include where part == .lines, .exclude where part == .lines, .exists where part == .lines:
      "Tab goes to the fields of the line, F to all fields; + and - act on the chosen one"
    case .include, .exclude, .exists: panelRefusal(of: command)
    case .nextMatch where pattern.isEmpty, .previousMatch where pattern.isEmpty:
      "nothing is searched for; / begins"
    case .nextMatch where list.matches?.lines.isEmpty == true && list.searching != nil,
      .previousMatch where list.matches?.lines.isEmpty == true && list.searching != nil:
      "nothing found yet; it is still being searched"
    case .nextMatch where list.matches?.lines.isEmpty == true,
      .previousMatch where list.matches?.lines.isEmpty == true:
      "\(pattern) is in none of the \(list.buffer.count) loaded lines"
    case .selectSpan where volume?.bucketCount ?? 0 == 0: "there is no volume to select a span of"
    case .export where list.isEmpty, .goToTime where list.isEmpty: "no lines are loaded"
    case .nextMark where list.marks.isEmpty, .previousMark where list.marks.isEmpty:
      "no line is marked; x marks the one under the cursor"
    case .chooseColumns where part == .patterns || (part == .lines && columns.isEmpty):
      "Tab goes to the fields of the line, F to all fields; o makes a column of the chosen one"
    case .logVolumeBy where part == .patterns: "P goes back to the lines; a acts there"
    default: nil
    }
  }

  private func refusalOverChart(_ command: Command) -> String? {
    switch command {
    case .follow, .toggle, .around, .logFields, .logPatterns, .selectSpan, .search, .logMark, .nextPart,
      .previousPart, .minimumLevel, .wrap, .nextMark, .previousMark, .goToTime, .export, .chooseColumns,
      .logVolumeBy, .loadAll, .nextTrouble, .previousTrouble, .nextMatch, .previousMatch, .include, .exclude,
      .exists:
      "this query counts lines instead of showing them; i edits it"
    default: nil
    }
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    if command == .cancel { return drop(in: context) }
    if let requests = performChart(command, in: context) { return requests }
    if let requests = performBrush(command, in: context) { return requests }
    if let requests = performPanel(command, in: context) { return requests }
    if let requests = performInLine(command) { return requests }
    if let requests = performMove(command, in: context) { return requests }
    return performView(command, in: context)
  }

  private mutating func performView(_ command: Command, in context: Context) -> [Request]? {
    switch command {
    case .nextPart, .previousPart: part = field == nil ? .line(0) : .lines
    case .wrap:
      wraps.toggle()
      settle(in: context)
      return [.say(wraps ? "whole entries, wrapped" : "one line an entry")]
    case .toggle: return toggleEntry(in: context)
    case .follow: return toggleFollow(in: context)
    case .minimumLevel: return raiseLevel()
    case .around: return openAround()
    case .logMark: return mark()
    case .loadAll: return toggleLoadingAll(in: context)
    case .chooseColumns: return toggleColumn(in: context)
    case .logVolumeBy: return nextVolume(in: context)
    case .logStats: return askStats(in: context)
    case .logFields: return openFields(in: context)
    case .logPatterns: return openPatterns(in: context)
    case .selectSpan: return beginBrush(in: context)
    case .editQuery: prompt.begin()
    case .buildQuery: return openForm(in: context)
    case .search: begin(LogTyping(.search, pattern))
    case .goToTime: begin(LogTyping(.time))
    case .export: begin(LogTyping(.file, fileName(in: context)))
    case .open: return open(in: context)
    case .copy: return current.map { [.copy($0.line)] } ?? []
    default: return nil
    }
    return []
  }

  /// Enter: the trace of the line where it has one, else the line taken apart.
  private mutating func open(in context: Context) -> [Request] {
    guard let line = glimpse, traceID(of: line) == nil else { return [.jump(.traces)] }
    return toggleEntry(in: context)
  }

  private mutating func mark() -> [Request] {
    list.mark()
    let count = list.marks.count
    return [
      .say(count == 0 ? "no line is marked any more" : "\(count) marked; ' \" go to them, X saves them")
    ]
  }

  private mutating func toggleEntry(in context: Context) -> [Request] {
    let said = list.toggle()
    settle(in: context)
    return said.map { [.say($0)] } ?? []
  }

  /// Esc takes back the latest of what is open; `nil` when there is nothing but what is waited for.
  private mutating func drop(in context: Context) -> [Request]? {
    if loadsAll { return stopLoading(in: context) }
    if selection != nil {
      selection = nil
    } else if part != .lines {
      part = .lines
    } else if list.matches != nil {
      list.search(nil)
    } else if following != nil {
      following = nil
      return [.say("following ended; f begins again")]
    } else {
      reading?.cancel()
      newer?.cancel()
      return nil
    }
    return []
  }

  // MARK: The fields of the line

  private mutating func performInLine(_ command: Command) -> [Request]? {
    guard let chosen = field, let line = glimpse else { return nil }
    let pairs = LogFields(line).pairs
    switch command {
    case .up, .left: part = .line(max(0, chosen - 1))
    case .down, .right: part = .line(min(max(0, pairs.count - 1), chosen + 1))
    case .include: return narrow(line, chosen) { .equal($0) }
    case .exclude: return narrow(line, chosen) { .notEqual($0) }
    case .exists: return narrow(line, chosen) { _ in .exists }
    case .open where pairs.indices.contains(chosen) && TraceIDNames.isTraceID(pairs[chosen].name):
      return [.jump(.traces)]
    case .copy where pairs.indices.contains(chosen): return [.copy(pairs[chosen].value)]
    default: return nil
    }
    return []
  }

  private mutating func narrow(_ line: LogLine, _ chosen: Int, _ make: (String) -> FieldCondition)
    -> [Request]
  {
    let pairs = LogFields(line).pairs
    guard pairs.indices.contains(chosen) else { return [] }
    let pair = pairs[chosen]
    return narrow(pair.name, at: Self.place(of: pair.name, in: line), make(pair.value))
  }

  static func place(of name: String, in line: LogLine) -> FieldTally.Place {
    line.parsed[name] != nil ? .parsed : line.metadata[name] != nil ? .metadata : .label
  }

  enum FieldCondition {
    case equal(String)
    case notEqual(String)
    case exists
  }

  /// The query with one more condition on a field.
  mutating func narrow(_ name: String, at place: FieldTally.Place, _ condition: FieldCondition) -> [Request] {
    let text: String? =
      switch condition {
      case .equal(let value): try? LogQL.including(name, value, at: place, in: query)
      case .notEqual(let value): try? LogQL.including(name, value, at: place, in: query, isExcluded: true)
      case .exists: try? LogQL.requiring(name, at: place, in: query)
      }
    guard let text else { return [.say("this query cannot be narrowed here; i edits it")] }
    guard text != query else { return [.say("the query says so already")] }
    return run(text)
  }

  // MARK: Other questions

  private mutating func raiseLevel() -> [Request] {
    let steps: [LogLevel] = [.unknown, .info, .warn, .error]
    let next = ((steps.firstIndex(of: minimumLevel) ?? 0) + 1) % steps.count
    minimumLevel = steps[next]
    let text =
      minimumLevel == .unknown ? "all levels" : "\(minimumLevel.name) and worse, filtered by the server"
    return [.refresh, .say(text)]
  }

  /// All lines of the same stream a minute before and after.
  private func openAround() -> [Request] {
    guard let line = current else { return [] }
    let selector = line.labels.pairs.filter { $0.name != "detected_level" && $0.name != "level" }
      .map { "\($0.name)=\"\(Labels.escaped($0.value))\"" }.joined(separator: ", ")
    var pane = LogsPane(query: "{\(selector)}", source: line.source ?? source)
    pane.arrival = .line(line)
    (pane.columns, pane.wraps) = (columns, wraps)
    return [.open(pane), .window(.fixed(TimeRange(around: line.time, margin: .minutes(1))))]
  }

  mutating func run(_ text: String) -> [Request] {
    query = text
    if prompt.text != text { prompt.set(text) }
    (reading, arrivals, chart.bySource, volume, part) = (nil, nil, [:], nil, .lines)
    (fields, patterns, loadsAll, newer) = (nil, nil, false, nil)
    list.replace(LogBatch())
    return [.refresh]
  }
}

internal import Analysis
public import Canvas
internal import Telemetry

extension LogsPane {
  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    if form != nil { return typeInForm(key, in: context) }
    if typing != nil { return typeBelow(key, in: context) }
    switch prompt.press(key) {
    case .run(let text): return run(text)
    case .editing, .left: return []
    case .unused: return nil
    }
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    if form != nil {
      form?.insert(text)
      return askForForm(in: context)
    }
    if typing != nil {
      typing?.field.insert(text)
      return []
    }
    if !prompt.isEditing { prompt.begin() }
    prompt.insert(text)
    return []
  }

  /// What is typed stands below the lines, so they come back.
  mutating func begin(_ typing: LogTyping) {
    part = .lines
    self.typing = typing
  }

  private mutating func typeBelow(_ key: Key, in context: Context) -> [Request]? {
    switch key {
    case .escape: typing = nil
    case .enter:
      guard let typed = typing else { return [] }
      let text = typed.field.text
      typing = nil
      switch typed.purpose {
      case .search: return find(text, in: context)
      case .time: return go(toTime: text, in: context)
      case .file:
        return text.isEmpty
          ? [.say("nothing saved: there was no name")] : [.save(LogExport.file(text, of: list))]
      }
    default: return typing?.field.handle(key) == true ? [] : nil
    }
    return []
  }

  // MARK: Going to a time

  /// A time among the loaded lines is gone to; for another the range becomes ten minutes around it.
  private mutating func go(toTime text: String, in context: Context) -> [Request] {
    guard let moment = TimeText.instant(text, now: context.now, zone: context.zone) else {
      typing = LogTyping(.time, text)
      return [.say("\(text.isEmpty ? "nothing" : text) is no time: 22:40, 22:40:05, now-5m or RFC 3339")]
    }
    if follows { following?.pause() }
    let oldest = reading?.settled ?? context.range.start
    // What went from memory at the newest end is no more at hand than what was never read.
    let newest = list.lacksNewer ? list.buffer.span?.last ?? oldest : context.range.end
    if moment >= oldest, moment < newest {
      place(at: moment)
      return moved(in: context)
    }
    arrival = .moment(moment)
    following = nil
    let around = TimeRange(around: moment, margin: .minutes(5))
    let end = min(around.end, max(context.now, around.start + .minutes(1)))
    return [
      .window(.fixed(TimeRange(start: around.start, end: end))),
      .say("ten minutes around \(context.zone.clock(moment))"),
    ]
  }

  // MARK: Saving

  /// `logs-nas-20261120-234107.jsonl`.
  func fileName(in context: Context) -> String {
    let name = title.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    let time = context.zone.civil(context.now)
    let parts = [time.month, time.day, time.hour, time.minute, time.second].map {
      $0 < 10 ? "0\($0)" : "\($0)"
    }
    let date = "\(time.year)" + parts[0] + parts[1] + "-" + parts[2...].joined()
    return "\(String(name))-\(date).jsonl"
  }
}

internal import Canvas
internal import Telemetry

extension LogsPane {
  mutating func openForm(in context: Context) -> [Request] {
    part = .lines
    form = LogForm(query: query)
    return askForForm(in: context)
  }

  mutating func askForForm(in context: Context) -> [Request] {
    let sources = asked(in: context)
    return form?.questions(to: sources, in: context).map(Request.ask) ?? []
  }

  mutating func typeInForm(_ key: Key, in context: Context) -> [Request]? {
    switch form?.press(key) {
    case .left:
      form = nil
      return []
    case .run(let text):
      form = nil
      return run(text)
    case .editing: return askForForm(in: context)
    case nil: return nil
    }
  }
}

internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

extension TracesPane {
  // MARK: Columns

  /// Picks the column that `+` and `-` work on.
  mutating func pickColumn(by step: Int) -> [Request] {
    let count = columns.fields.count + 1
    column = (column + step + count) % count
    return [.say("+ and - filter by \(pickedField.description)")]
  }

  /// What the picked column shows: of a trace its root's service, of a span its operation, or an
  /// attribute.
  var pickedField: TraceField {
    let fields = columns.fields
    if column > 0, fields.indices.contains(column - 1) { return fields[column - 1] }
    return rows.span(at: scroll.cursor) == nil ? Self.service : .intrinsic(.name)
  }

  private var pickedValue: AttributeValue? {
    guard let trace = current else { return nil }
    if let span = rows.span(at: scroll.cursor) { return TraceColumns.value(of: pickedField, in: span) }
    if column == 0 { return trace.rootService.map(AttributeValue.string) }
    return trace.matched.lazy.compactMap { TraceColumns.value(of: pickedField, in: $0) }.first
  }

  /// `+` and `-`: only, or never, what has the picked column's value.
  mutating func narrow(_ isIncluded: Bool) -> [Request] {
    let field = pickedField
    guard let value = pickedValue else { return [.say("this row has no \(field.description)")] }
    let literal = TraceLiteral(value, of: field)
    do {
      return run(try TraceSearchBuilder.including(field, literal, in: query, isExcluded: !isIncluded))
    } catch {
      return [.say("this query cannot be narrowed: \(error.message); i edits it")]
    }
  }

  // MARK: The choice of columns

  mutating func openChooser(in context: Context) -> [Request] {
    guard (try? TraceQL.parse(query))?.isMetrics != true else { return [.say("this query makes series, not spans; i edits it")] }
    chooser = ColumnChooser(columns, traces: rows.traces)
    return sources(in: context).map { .ask(Question(.formNames, $0, .traceTags(filter: nil, range: context.range))) }
  }

  mutating func typeInChooser(_ key: Key, in context: Context) -> [Request]? {
    switch chooser?.press(key) {
    case .left:
      chooser = nil
      return []
    case .chosen(let fields):
      chooser = nil
      guard fields != columns.chosen else { return [] }
      columns.choose(fields)
      return reselect()
    case .editing: return []
    case nil: return nil
    }
  }

  // MARK: The form

  mutating func openForm(in context: Context) -> [Request] {
    form = SearchForm(query: query)
    return askForForm(in: context)
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

  mutating func askForForm(in context: Context) -> [Request] {
    let asked = sources(in: context)
    return (form?.questions(to: asked, in: context) ?? []).map(Request.ask)
  }

  mutating func receiveNames(_ answer: Answer, to question: Question) -> [Request] {
    form?.receive(answer.body, to: question)
    if case .traceTags(let tags) = answer.body { chooser?.receive(tags) }
    return []
  }
}

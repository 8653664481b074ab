internal import Analysis
public import Canvas
internal import Reports
internal import Telemetry

extension WaterfallPane {
  /// Whether a row's service, name or an attribute holds the text searched for.
  func matches(_ row: Int) -> Bool {
    guard !pattern.isEmpty, let model else { return false }
    let wanted = pattern.lowercased()
    let span = model.span(row)
    return "\(model.service(row)) \(span.name)".lowercased().contains(wanted)
      || span.attributes.contains { "\($0.key)=\($0.value)".lowercased().contains(wanted) }
  }

  public var isTyping: Bool { search != nil || panel.filter.isEditing }

  public var typingHints: [(keys: [Key], text: String)]? {
    panel.filter.isEditing ? FilterPrompt.typingHints : nil
  }

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    if panel.filter.isEditing { return typeInDetail(key, in: context) }
    switch key {
    case .escape:
      search = nil
      return []
    case .enter:
      pattern = search?.text ?? ""
      search = nil
      guard let row, let model, !pattern.isEmpty else { return [] }
      let count = model.tree.rows.indices.count(where: matches)
      guard count > 0 else { return [.say("no span has \(pattern) in its service, name or attributes")] }
      if !matches(row) { find(from: row, backwards: false, in: context, where: matches) }
      return [.say("\(count) of \(model.tree.rows.count) spans match; n N go on")]
    default: return search?.handle(key) == true ? [] : nil
    }
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    if panel.filter.isEditing { pasteInDetail(text, in: context) } else { search?.insert(text) }
    return []
  }
}

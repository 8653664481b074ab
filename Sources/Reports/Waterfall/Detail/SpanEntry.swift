internal import Canvas
package import Telemetry

/// One thing known of a span: a key and a value that may take many lines.
package struct SpanEntry: Sendable {
  /// What the entry tells, so that a search can name it and a key can act on it.
  package enum Subject: Hashable, Sendable {
    package enum Scope: Hashable, Sendable { case span, resource, instrumentation, event, link }

    case name, kind, status, statusMessage, scopeName, scopeVersion
    /// A fact no search can ask for as it stands: times and ids.
    case fact(String)
    /// `occurrence` tells the events or links apart that the attribute may belong to.
    case attribute(Scope, key: String, occurrence: Int = 0)
    case event(Int)
    case exception(Int)
    case stack(Int)
    case link(Int)
    /// A span of another trace that links to this one, by its place among those found.
    case linkedFrom(Int)
    case note(Int)
  }

  package let subject: Subject
  package let key: String
  /// The value as the server sent it, for searching; `nil` for what is not an attribute.
  package let value: AttributeValue?
  /// The value as it is copied.
  package let text: String
  let style: Style
  /// Lines shown while it is not unfolded.
  let foldedLines: Int

  init(
    _ subject: Subject, _ key: String, _ text: String, value: AttributeValue? = nil, style: Style = .text,
    foldedLines: Int = 6
  ) {
    self.subject = subject
    self.key = key
    self.text = text
    self.value = value
    self.style = style
    self.foldedLines = foldedLines
  }

  init(_ scope: Subject.Scope, _ attribute: Attribute, occurrence: Int = 0) {
    self.init(
      .attribute(scope, key: attribute.key, occurrence: occurrence), attribute.key, attribute.value.description,
      value: attribute.value)
  }

  /// Characters that are ever laid out of one value.
  private static let limit = 65_536

  /// JSON and SQL indented, everything else as it is.
  private var laidOut: String {
    if case .stack = subject { return text }
    if SQLIndenting.keys.contains(key) { return SQLIndenting.indented(text) }
    return JSONIndenting.indented(text) ?? text
  }

  /// The value's lines for `width` cells, at most `limit`.
  func lines(width: Int, limit: Int) -> [String] {
    let text = laidOut
    let isLong = text.utf8.count > Self.limit
    let shown = isLong ? String(text.prefix(Self.limit)) + "…" : text
    return shown.split(separator: "\n", maxSplits: limit, omittingEmptySubsequences: false).prefix(limit)
      .flatMap { Self.wrapped($0, width: width, limit: limit) }
  }

  /// A line broken into parts of `width` cells; what goes on stands under the line's own indentation.
  private static func wrapped(_ line: Substring, width: Int, limit: Int) -> [String] {
    let indent = min(line.prefix { $0 == " " || $0 == "\t" }.count, width / 2)
    let body = line.drop { $0 == " " || $0 == "\t" }
    let blanks = String(repeating: " ", count: indent)
    return Paragraph(String(body)).lines(width: max(4, width - indent), limit: limit).map { blanks + $0 }
  }

  /// Whether its key or value holds a text, in lower case.
  func contains(_ wanted: String) -> Bool {
    key.lowercased().contains(wanted) || text.lowercased().contains(wanted)
  }
}

/// Markdown as runbooks use it: headings, paragraphs, lists, quotes, code, tables and links. Whatever
/// else stands in the text is shown as it is written; HTML is never interpreted.
public struct Markdown: Hashable, Sendable {
  public enum Block: Hashable, Sendable {
    /// Level 1 to 6.
    case heading(Int, [Run])
    case paragraph([Run])
    /// `depth` counts from 0; the marker is `•`, or the number as written.
    case item(depth: Int, marker: String, [Run])
    case quote([Run])
    /// Lines as they are, with the language after the fence.
    case code(language: String, lines: [String])
    case table(header: [[Run]], rows: [[[Run]]])
    case rule
  }

  /// Text in one style.
  public struct Run: Hashable, Sendable {
    public var text: String
    public var isCode = false
    public var isStrong = false
    public var isEmphasised = false
    /// Where it leads.
    public var link: String?

    public init(_ text: String) { self.text = text }
  }

  public let blocks: [Block]

  /// - Parameter text: Whatever a file holds; what is beyond a quarter of a megabyte is left out.
  public init(_ text: String) {
    var reader = MarkdownReader(text.utf8.count > 262_144 ? String(text.prefix(262_144)) : text)
    blocks = reader.blocks()
  }

  /// The text of the first heading.
  public var title: String? {
    for case .heading(_, let runs) in blocks { return runs.map(\.text).joined() }
    return nil
  }
}

package import Canvas

/// The whole detail of a span laid out for a width, line by line.
///
/// ```
///   span attributes
///     db.statement   SELECT id
///                    FROM items
///                    … 4 more lines (space unfolds)
/// ```
package struct SpanDetailLines: Sendable {
  package struct Line: Sendable {
    package let runs: [TextRun]
    /// The place of the line's entry among the detail's; `nil` for headings and notices.
    package let entry: Int?
    /// Lines of the entry are left out; this one says how many.
    package var isFold = false
  }

  package private(set) var lines: [Line] = []
  /// Entries that pass the filter, and all there are.
  package private(set) var shown = 0
  package private(set) var total = 0
  private let width: Int
  private let unfolded: Set<SpanEntry.Subject>

  /// Lines shown of a value that is unfolded.
  private static let limit = 2000

  /// - Parameter filter: Only entries whose key or value holds it, whatever its case.
  package init(_ detail: SpanDetail, width: Int, filter: String = "", unfolded: Set<SpanEntry.Subject> = []) {
    self.width = width
    self.unfolded = unfolded
    let wanted = filter.lowercased()
    for section in detail.sections {
      let kept = section.entries.enumerated().filter { wanted.isEmpty || $0.element.contains(wanted) }
      if !kept.isEmpty || (section.notice != nil && wanted.isEmpty) { add(section, kept.map(\.offset), from: total) }
      shown += kept.count
      total += section.entries.count
    }
  }

  private mutating func add(_ section: SpanDetail.Section, _ kept: [Int], from first: Int) {
    lines.append(Line(runs: [TextRun(section.heading, Style(.heading, bold: true))], entry: nil))
    if let notice = section.notice {
      for part in Paragraph(notice.text).lines(width: width - 2, limit: 4) {
        lines.append(Line(runs: [TextRun("  "), TextRun(part, notice.style)], entry: nil))
      }
    }
    let keys = kept.map { section.entries[$0].key.cellWidth }.max() ?? 0
    let keyWidth = min(keys, 32, max(12, width / 3))
    for index in kept { add(section.entries[index], first + index, keyWidth: keyWidth) }
  }

  private mutating func add(_ entry: SpanEntry, _ index: Int, keyWidth: Int) {
    let isOpen = unfolded.contains(entry.subject)
    let limit = isOpen ? Self.limit : entry.foldedLines + 1000
    var values = entry.lines(width: max(8, width - keyWidth - 4), limit: limit)
    // A fold of a single line would save nothing.
    let hidden = isOpen || values.count <= entry.foldedLines + 1 ? 0 : values.count - entry.foldedLines
    values = Array(values.prefix(values.count - hidden))
    if values.isEmpty { values = [""] }
    let blank = TextRun(String(repeating: " ", count: keyWidth + 4))
    for (row, value) in values.enumerated() {
      let key = [TextRun("  " + entry.key.padded(to: keyWidth) + "  ", row == 0 ? keyStyle(entry) : .muted)]
      lines.append(Line(runs: (row == 0 ? key : [blank]) + [TextRun(value, entry.style)], entry: index))
    }
    if hidden > 0 {
      let count = values.count + hidden >= limit ? "more than \(hidden - 1)" : "\(hidden)"
      let text = TextRun("… \(count) more lines (space unfolds)", .muted)
      lines.append(Line(runs: [blank, text], entry: index, isFold: true))
    }
  }

  private func keyStyle(_ entry: SpanEntry) -> Style {
    switch entry.subject {
    case .exception: Style(.error, bold: true)
    case .link, .linkedFrom: Style(.link)
    case .event, .note: Style(.warning)
    default: .muted
    }
  }
}

internal import Canvas

/// Columns of text for a terminal or a pipe. The last column takes what is left of the width.
public struct TextTable: Sendable {
  private let header: [String]
  private var rows: [[String]] = []

  public init(_ header: [String]) { self.header = header }

  public mutating func add(_ row: [String]) { rows.append(row) }

  public var isEmpty: Bool { rows.isEmpty }

  /// - Parameter width: The last column is cut to it; `nil` cuts nothing.
  public func lines(width: Int?) -> [String] {
    guard !rows.isEmpty else { return [] }
    let columns = header.indices.dropLast().map { index in
      (width: ([header] + rows).map { $0[index].cells }.max() ?? 0, isNumeric: isNumeric(column: index))
    }
    return ([header] + rows).map { row in
      var line = ""
      for (cell, column) in zip(row, columns) {
        let text = cell.safe
        let blanks = String(repeating: " ", count: max(0, column.width - text.cells))
        line += (column.isNumeric ? blanks + text : text + blanks) + "  "
      }
      if row.count > columns.count { line += row[columns.count].safe }
      guard let width, line.cells > width else { return line }
      return line.fitted(to: width)
    }
  }

  private func isNumeric(column: Int) -> Bool {
    rows.allSatisfy { row in row[column].first.map { $0.isNumber || "-–+NI✗".contains($0) } ?? true }
  }
}

extension String {
  /// The text with everything that could steer a terminal made visible.
  public var safe: String {
    if isPrintableASCII { return self }
    var out = ""
    for glyph in Glyphs(self) { out.append(glyph.character) }
    return out
  }

  /// How many cells it takes: of plain text as many as bytes, the rest as `Glyphs` has it.
  fileprivate var cells: Int { isPrintableASCII ? utf8.count : cellWidth }

  /// Most names and all numbers; told from their bytes, for tables of thousands of rows.
  var isPrintableASCII: Bool { utf8.allSatisfy { (0x20...0x7E).contains($0) } }
}

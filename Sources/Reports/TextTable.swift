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
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].cellWidth }.max() ?? 0 }
    return all.map { row in
      var line = ""
      for (index, cell) in row.enumerated() {
        let isLast = index == row.count - 1
        let right = !isLast && index < widths.count && isNumeric(column: index)
        let text = isLast ? cell.safe : right ? cell.paddedLeft(to: widths[index]) : cell.padded(to: widths[index])
        line += (index == 0 ? "" : "  ") + text
      }
      return width.map { line.fitted(to: $0) } ?? line
    }
  }

  private func isNumeric(column: Int) -> Bool {
    rows.allSatisfy { row in row[column].first.map { $0.isNumber || "-–+NI✗".contains($0) } ?? true }
  }
}

extension String {
  /// The text with everything that could steer a terminal made visible.
  public var safe: String {
    var out = ""
    for glyph in Glyphs(self) { out.append(glyph.character) }
    return out
  }
}

internal import Canvas

/// Columns of text for a terminal or a pipe. The last column takes what is left of the width; where that is
/// too little to tell its rows apart, columns that matter less are left out.
public struct TextTable: Sendable {
  private let header: [String]
  private var rows: [[String]] = []
  private let spare: [String]

  /// Less of the last column tells no row from another.
  private static let leastOfLast = 30

  /// - Parameter spare: Columns that may be left out on a narrow terminal, the first of them first.
  public init(_ header: [String], spare: [String] = []) { (self.header, self.spare) = (header, spare) }

  public mutating func add(_ row: [String]) { rows.append(row) }

  public var isEmpty: Bool { rows.isEmpty }

  /// - Parameter width: The last column is cut to it; `nil` cuts nothing.
  public func lines(width: Int?) -> [String] {
    guard !rows.isEmpty else { return [] }
    if let width, let narrower = narrower(than: width) { return narrower.lines(width: width) }
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

  /// Without the first column that can be spared; `nil` when there is room enough or none to spare.
  private func narrower(than width: Int) -> TextTable? {
    guard let name = spare.first(where: header.contains), let index = header.firstIndex(of: name) else { return nil }
    func widest(_ column: Int) -> Int { ([header] + rows).map { $0[column].cells }.max() ?? 0 }
    let room = width - header.indices.dropLast().reduce(0) { $0 + widest($1) + 2 }
    guard room < min(Self.leastOfLast, widest(header.count - 1)) else { return nil }
    var other = TextTable(header.without(index), spare: spare)
    other.rows = rows.map { $0.without(index) }
    return other
  }

  /// Ids and times begin with digits too; no number is as long.
  private func isNumeric(column: Int) -> Bool {
    rows.allSatisfy { row in
      row[column].utf8.count < 16 && row[column].first.map { $0.isNumber || "-–+NI✗".contains($0) } ?? true
    }
  }
}

extension [String] {
  fileprivate func without(_ index: Int) -> [String] { enumerated().filter { $0.offset != index }.map(\.element) }
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
  var isPrintableASCII: Bool {
    utf8.withContiguousStorageIfAvailable(PrintableASCII.holds) ?? utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }
}

/// A half-open range of UTF-8 offsets into a query text.
public struct TextRange: Hashable, Sendable {
  public var start: Int
  public var end: Int

  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  /// From the beginning of `self` to the end of `other`.
  public func joined(with other: TextRange) -> TextRange {
    TextRange(min(start, other.start), max(end, other.end))
  }

  /// 1-based line and column, the column counted in characters, as servers report them.
  public func position(in text: String) -> (line: Int, column: Int) {
    let utf8 = text.utf8
    let offset = min(max(0, start), utf8.count)
    let index = utf8.index(utf8.startIndex, offsetBy: offset)
    let before = text[..<index]
    let lineStart = before.lastIndex(of: "\n").map { before.index(after: $0) } ?? before.startIndex
    return (before.filter { $0 == "\n" }.count + 1, before[lineStart...].count + 1)
  }
}

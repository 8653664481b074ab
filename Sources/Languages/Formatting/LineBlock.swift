/// Lines of a formatted query, each with its depth.
struct LineBlock {
  private(set) var lines: [(depth: Int, text: String)]

  init(_ text: String) { lines = [(0, text)] }
  init() { lines = [] }

  /// Two blanks a level.
  var text: String {
    lines.map { String(repeating: "  ", count: $0.depth) + $0.text }.joined(separator: "\n")
  }

  func indented() -> LineBlock {
    var block = self
    block.lines = lines.map { ($0.depth + 1, $0.text) }
    return block
  }

  func followed(by other: LineBlock) -> LineBlock {
    var block = self
    block.lines += other.lines
    return block
  }

  func ending(in text: String) -> LineBlock {
    var block = self
    if let last = block.lines.indices.last { block.lines[last].text += text }
    return block
  }

  func beginning(with text: String) -> LineBlock {
    var block = self
    if !block.lines.isEmpty { block.lines[0].text = text + block.lines[0].text }
    return block
  }

  /// `head`, the parts one below the other and deeper, `tail`.
  static func enclosed(_ head: String, _ parts: [LineBlock], _ tail: String) -> LineBlock {
    var block = LineBlock(head)
    for (index, part) in parts.enumerated() {
      block = block.followed(by: part.indented().ending(in: index < parts.count - 1 ? "," : ""))
    }
    return block.followed(by: LineBlock(tail))
  }
}

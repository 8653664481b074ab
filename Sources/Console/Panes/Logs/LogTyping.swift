internal import Canvas

/// What is being typed in the rule below the lines.
struct LogTyping: Sendable {
  enum Purpose: Sendable { case search, time, file }

  let purpose: Purpose
  var field: TextField

  init(_ purpose: Purpose, _ text: String = "") {
    self.purpose = purpose
    field = TextField(text)
  }

  var label: String {
    switch purpose {
    case .search: "find in loaded lines› "
    case .time: "go to time› "
    case .file: "save as› "
    }
  }

  var placeholder: String {
    switch purpose {
    case .search: "text in either case, or ~ and a regular expression"
    case .time: "22:40, 22:40:05, now-5m or 2026-11-20T22:40:05Z"
    case .file: "lines.jsonl for JSON, any other name for text"
    }
  }

  var hints: [(keys: [Key], text: String)] {
    let enter =
      switch purpose {
      case .search: field.isEmpty ? "drop the search" : "find"
      case .time: "go there"
      case .file: "save"
      }
    return [([.enter], enter), ([.escape], "as before"), ([.control("u")], "clear")]
  }

  /// - Returns: Where the terminal's cursor belongs.
  @discardableResult
  func draw(in row: Rect, on surface: inout Surface) -> Point {
    let x = surface.put(label, at: row.origin, Style(.key, bold: true), in: row)
    let room = Rect(x, row.minY, max(0, row.maxX - x - 1), 1)
    return field.draw(in: room, on: &surface, placeholder: placeholder)
  }
}

import Canvas
import Foundation
import Testing

/// Screens kept as text: the glyphs, then what every cell means, so that a theme never breaks them.
///
/// `make golden` records them anew; the difference is reviewed like code.
enum Golden {
  static func expect(
    _ surface: Surface, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Walks")
    let size = "\(surface.size.width)x\(surface.size.height)"
    let file = folder.appending(path: "\(name)-\(size).txt")
    let actual = text(of: surface)
    if ProcessInfo.processInfo.environment["NIGHTJAR_RECORD"] != nil {
      try? FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try? actual.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
      Issue.record("no golden screen \(file.lastPathComponent); make golden records it", sourceLocation: sourceLocation)
      return
    }
    guard actual != expected else { return }
    let differing = zip(expected.split(separator: "\n", omittingEmptySubsequences: false),
      actual.split(separator: "\n", omittingEmptySubsequences: false))
      .enumerated().first { $0.element.0 != $0.element.1 }
    Issue.record(
      """
      screen \(name) at \(size) differs, first in line \((differing?.offset ?? -1) + 1):
      expected: \(differing?.element.0 ?? "(length)")
      actual:   \(differing?.element.1 ?? "(length)")
      """, sourceLocation: sourceLocation)
  }

  static func text(of surface: Surface) -> String {
    let glyphs = surface.lines
    let roles = (0..<surface.size.height).map { y -> String in
      var line = String((0..<surface.size.width).map { role(of: surface[Point($0, y)]) })
      while line.last == " " { line.removeLast() }
      return line
    }
    return (glyphs + ["", "roles:"] + roles).joined(separator: "\n") + "\n"
  }

  /// One letter for what a cell means; blanks mean nothing.
  private static func role(of cell: Cell) -> Character {
    switch cell.style.ground {
    case .cursor: return "#"
    case .selection: return "="
    case .alert: return "!"
    case .plain, .raised: break
    }
    if cell.glyph == " " { return " " }
    return switch cell.style.role {
    case .text: "."
    case .muted: ","
    case .heading: "H"
    case .border: "-"
    case .focus: "F"
    case .key: "K"
    case .good: "g"
    case .warning: "w"
    case .error: "e"
    case .critical: "c"
    case .link: "l"
    case .match: "m"
    case .marker: "M"
    case .stale: "s"
    case .keyword, .function, .identifier, .string, .number, .punctuation, .comment: "q"
    case .series(let index): Character(String(index % 10))
    case .heat: "h"
    }
  }
}

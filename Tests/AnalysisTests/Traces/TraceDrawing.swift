import Analysis
import Telemetry

/// Traces drawn over time, with what is expected of them in the drawing itself: one column is ten
/// nanoseconds, `#` the span's own time on the critical path, `-` the rest of its time, `!` a span
/// of no duration.
///
/// ```
/// R    |##------##| self 4
///   A  |  ######  | self 6
/// ```
///
/// Behind the bar stand the self time in columns, the marks that the tree must give, and
/// what indentation cannot say: `id 3` and `parent 9` (0 for none).
struct TraceDrawing {
  static let column: Int64 = 10

  private struct Line {
    var label: String
    var bar: String
    var words: [String]

    func number(after word: String) -> UInt64? {
      words.firstIndex(of: word).flatMap { UInt64(words[$0 + 1]) }
    }
  }

  let trace: Trace
  private let lines: [Line]

  init(_ text: String) {
    lines = text.split(separator: "\n").map { line in
      let parts = line.split(separator: "|", omittingEmptySubsequences: false)
      return Line(label: String(parts[0]), bar: String(parts[1]), words: parts[2].split(separator: " ").map(String.init))
    }
    var above: [(indent: Int, id: UInt64)] = []
    var spans: [Span] = []
    for (index, line) in lines.enumerated() {
      let indent = line.label.prefix { $0 == " " }.count
      above.removeAll { $0.indent >= indent }
      let id = line.number(after: "id") ?? UInt64(index + 1)
      let parent = line.number(after: "parent") ?? above.last?.id ?? 0
      let before = Int64(line.bar.prefix { $0 == " " }.count)
      let length = line.bar.contains("!") ? 0 : Int64(line.bar.count { $0 != " " })
      spans.append(
        Span(
          id: SpanID(id)!, parentID: SpanID(parent), name: line.label.filter { $0 != " " },
          start: Instant(nanoseconds: 1_700_000_000_000_000_000 + before * Self.column),
          durationNanoseconds: length * Self.column))
      above.append((indent, id))
    }
    trace = TraceSketch.make(spans)
  }

  /// The drawing again, with what is true of the trace.
  var truth: String {
    let tree = TraceTree(trace)
    let path = CriticalPath(tree)
    return lines.indices.map { index in
      let row = tree.rows[tree.rowOfSpan[index]]
      var bar = lines[index].bar.map { $0 == "#" ? "-" : $0 }
      let offset = (tree.start.nanoseconds - 1_700_000_000_000_000_000) / Self.column
      for segment in path.segments where segment.span == index {
        for at in segment.fromNs / Self.column..<segment.toNs / Self.column { bar[Int(at + offset)] = "#" }
      }
      return "\(lines[index].label)|\(String(bar))| \(words(index, row))"
    }.joined(separator: "\n")
  }

  private func words(_ index: Int, _ row: TraceTree.Row) -> String {
    var words = ["self", String(row.selfNs / Self.column)]
    for given in ["id", "parent"] {
      if let number = lines[index].number(after: given) { words += [given, String(number)] }
    }
    let marks: [(TraceTree.Marks, String)] = [
      (.orphan, "orphan"), (.duplicate, "duplicate"), (.cycle, "cycle"), (.skewed, "skewed"),
      (.outlivesParent, "outlives"),
    ]
    return (words + marks.filter { row.marks.contains($0.0) }.map(\.1)).joined(separator: " ")
  }
}

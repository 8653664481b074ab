internal import Telemetry

/// Groups lines that differ only in words holding digits, quotes or other variable matter.
struct LogPatternMiner {
  struct Pattern {
    var text: String
    var level: String
    /// Lines a step, by step index.
    var counts: [Int]
  }

  /// Patterns, the most frequent first; lines outside the steps are left out.
  static func patterns(of lines: [LogLine], steps: LogSteps) -> [Pattern] {
    var found: [[String]: Pattern] = [:]
    let unit = max(1, steps.step.wholeNanoseconds)
    for line in lines {
      let index = Int((line.time - steps.start).wholeNanoseconds / unit)
      guard (0..<steps.count).contains(index) else { continue }
      let level = line.metadata["detected_level"] ?? line.statedLevel.name
      let text = masked(line.line)
      let empty = Pattern(text: text, level: level, counts: Array(repeating: 0, count: steps.count))
      found[[level, text], default: empty].counts[index] += 1
    }
    return found.values.sorted { a, b in
      let (x, y) = (a.counts.reduce(0, +), b.counts.reduce(0, +))
      return x == y ? (a.level, a.text) < (b.level, b.text) : x > y
    }
  }

  /// The first line with `<_>` for each variable word; of `key=value` only the value goes.
  static func masked(_ line: String) -> String {
    let first = line.split(separator: "\n", maxSplits: 1).first ?? ""
    let words = first.split(separator: " ", omittingEmptySubsequences: false).map { word in
      guard word.utf8.contains(where: isVariable) else { return String(word) }
      guard let equals = word.firstIndex(of: "="), !word[..<equals].utf8.contains(where: isVariable) else {
        return "<_>"
      }
      return word[...equals] + "<_>"
    }
    return words.reduce(into: [String]()) { kept, word in
      if !(word == "<_>" && kept.last == "<_>") { kept.append(word) }
    }.joined(separator: " ")
  }

  private static func isVariable(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || byte == UInt8(ascii: "\"")
  }
}

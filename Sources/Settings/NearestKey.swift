/// Finds what somebody probably meant to write.
enum NearestKey {
  /// The candidate with the fewest typing errors between; `nil` when none is near.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    let limit = max(1, word.count / 3)
    return candidates.map { ($0, distance(word.lowercased(), $0.lowercased())) }
      .filter { $0.1 <= limit }.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }

  /// `, did you mean "x"?`, or the choice when nothing is near.
  static func hint(for word: String, among candidates: [String]) -> String {
    if let near = nearest(to: word, among: candidates) { return ", did you mean \"\(near)\"?" }
    return candidates.isEmpty ? "" : "; known are " + candidates.sorted().joined(separator: ", ")
  }

  /// Insertions, removals, replacements and neighbours that changed places (Damerau).
  private static func distance(_ a: String, _ b: String) -> Int {
    let (from, to) = (Array(a), Array(b))
    var rows = [Array(0...to.count)]
    for (i, character) in from.enumerated() {
      var row = [i + 1]
      for (j, other) in to.enumerated() {
        var best = min(rows[i][j] + (character == other ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, character == to[j - 1], from[i - 1] == other {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[from.count][to.count]
  }
}

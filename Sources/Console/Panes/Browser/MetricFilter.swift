/// Which metrics a text and a type leave over: every word of the text must stand in name or help.
struct MetricFilter: Hashable, Sendable {
  var text = ""
  /// `nil`: of any type.
  var type: MetricType?

  var isEmpty: Bool { type == nil && text.allSatisfy(\.isWhitespace) }

  /// The words to find, in lower case.
  var words: [String] { text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init) }

  /// The places in `entries` of those that match, ascending.
  func matches(in entries: [MetricEntry]) -> [Int] { matches(in: entries, among: Array(entries.indices)) }

  /// The same where `earlier` are the matches of a filter that this one `narrows`: only they are
  /// looked at, so that typing costs less with every letter.
  func matches(in entries: [MetricEntry], among earlier: [Int]) -> [Int] {
    let words = words.map { Array($0.utf8) }
    guard !isEmpty else { return earlier }
    return earlier.filter { index in
      let entry = entries[index]
      return (type == nil || entry.type == type) && words.allSatisfy { entry.searchable.holds($0) }
    }
  }

  /// Whether everything that this filter leaves over, the other left over too.
  func narrows(_ other: MetricFilter) -> Bool {
    (other.type == nil || other.type == type) && text.hasPrefix(other.text)
  }
}

extension [UInt8] {
  /// Whether `needle` stands in these bytes.
  fileprivate func holds(_ needle: [UInt8]) -> Bool {
    guard let first = needle.first else { return true }
    guard count >= needle.count else { return false }
    return withUnsafeBufferPointer { bytes in
      needle.withUnsafeBufferPointer { needle in
        for start in 0...(bytes.count - needle.count) where bytes[start] == first {
          var length = 1
          while length < needle.count, bytes[start + length] == needle[length] { length += 1 }
          if length == needle.count { return true }
        }
        return false
      }
    }
  }
}

extension LogBuffer {
  /// Calls `found` for each line that matches, with the number of matches in it.
  public func find(_ search: LogSearch, in range: Range<Int>, _ found: (Int, Int) -> Void) {
    let range = range.clamped(to: indices)
    guard !range.isEmpty, !search.text.isEmpty else { return }
    let first = place(of: range.lowerBound).segment
    for number in first..<segments.count where starts[number] < range.upperBound {
      let (segment, start) = (segments[number], starts[number])
      let records = max(0, range.lowerBound - start)..<min(segment.records.count, range.upperBound - start)
      if search.mode == .regex {
        segment.findRegex(search, in: records) { found(start + $0, $1) }
      } else {
        segment.find(search.finder, in: records) { found(start + $0, $1) }
      }
    }
  }
}

extension LogSegment {
  /// One run over the text of all lines; what reaches over the end of a line is no match.
  fileprivate func find(_ finder: LiteralFinder, in range: Range<Int>, _ found: (Int, Int) -> Void) {
    guard !range.isEmpty else { return }
    text.withUnsafeBufferPointer { bytes in
      let stop = textRange(range.upperBound - 1).upperBound
      let searched = UnsafeBufferPointer(rebasing: bytes[..<stop])
      var (record, end, count) = (range.lowerBound, textRange(range.lowerBound).upperBound, 0)
      var start = textRange(range.lowerBound).lowerBound
      while let place = finder.next(in: searched, from: start) {
        if place >= end {
          if count > 0 { found(record, count) }
          record = self.record(atByte: place, from: record)
          (end, count) = (textRange(record).upperBound, 0)
        }
        let fits = place + finder.needle.count <= end
        if fits { count += 1 }
        start = fits ? place + finder.needle.count : place + 1
      }
      if count > 0 { found(record, count) }
    }
  }

  /// Lines that hold what the expression cannot do without are asked one by one.
  fileprivate func findRegex(_ search: LogSearch, in range: Range<Int>, _ found: (Int, Int) -> Void) {
    guard !range.isEmpty, let regex = try? Regex(search.text).matchingSemantics(.unicodeScalar) else {
      return
    }
    func ask(_ record: Int) {
      let line = text.withUnsafeBufferPointer { String(decoding: $0[textRange(record)], as: UTF8.self) }
      if (try? regex.firstMatch(in: line)) != nil { found(record, 1) }
    }
    if search.finder.needle.isEmpty {
      for record in range { ask(record) }
    } else {
      find(search.finder, in: range) { record, _ in ask(record) }
    }
  }
}

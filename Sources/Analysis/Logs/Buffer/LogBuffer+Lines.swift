public import Telemetry

extension LogBuffer {
  public func time(at index: Int) -> Instant {
    let place = place(of: index)
    return Instant(nanoseconds: segments[place.segment].records[place.record].time)
  }

  public func level(at index: Int) -> LevelReading {
    let place = place(of: index)
    return segments[place.segment].records[place.record].level
  }

  /// The times of the first and the last line; `nil` without lines.
  public var span: (first: Instant, last: Instant)? {
    isEmpty ? nil : (time(at: 0), time(at: count - 1))
  }

  /// The line's bytes, exactly as they came; valid within `body` only.
  public func withText<Result>(
    at index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    let place = place(of: index)
    let segment = segments[place.segment]
    return try segment.text.withUnsafeBufferPointer {
      try body(UnsafeBufferPointer(rebasing: $0[segment.textRange(place.record)]))
    }
  }

  /// The length of a line in bytes.
  public func byteCount(at index: Int) -> Int {
    let place = place(of: index)
    return segments[place.segment].textRange(place.record).count
  }

  /// The line's text, only its first bytes where it is longer than a screen can use.
  public func text(at index: Int, prefix: Int = .max) -> String {
    withText(at: index) { String(decoding: $0.prefix(prefix), as: UTF8.self) }
  }

  /// The labels of the line's stream.
  public func labels(at index: Int) -> Labels {
    let place = place(of: index)
    let record = segments[place.segment].records[place.record]
    let labels = names.streams[Int(record.stream)].labels
    return labels.isEmpty ? groups(at: place).labels : labels
  }

  public func source(at index: Int) -> SourceID? {
    let place = place(of: index)
    return names.streams[Int(segments[place.segment].records[place.record].stream)].source
  }

  /// Lines of one stream of one source have the same number, others another, where the number of
  /// streams is reasonable.
  func streamNumber(at index: Int) -> UInt32 {
    let place = place(of: index)
    return segments[place.segment].records[place.record].stream
  }

  /// The line as it was added, or only the first bytes of its text.
  public func line(at index: Int, textPrefix: Int = .max) -> LogLine {
    let place = place(of: index)
    let stream = names.streams[Int(segments[place.segment].records[place.record].stream)]
    let groups = groups(at: place)
    return LogLine(
      time: time(at: index), line: text(at: index, prefix: textPrefix),
      labels: stream.labels.isEmpty ? groups.labels : stream.labels, metadata: groups.metadata,
      parsed: groups.parsed, source: stream.source)
  }

  /// Lines as they were added; indices that are not there are left out.
  public func lines(in range: Range<Int>) -> [LogLine] { range.clamped(to: indices).map { line(at: $0) } }

  /// The value of a field wherever it stands: parsed, then metadata, then labels.
  public func field(_ name: String, at index: Int) -> String? {
    let groups = groups(at: place(of: index))
    return groups.parsed[name] ?? groups.metadata[name] ?? labels(at: index)[name]
  }

  private func groups(
    at place: (segment: Int, record: Int)
  ) -> (labels: Labels, metadata: Labels, parsed: Labels) {
    let segment = segments[place.segment]
    let shape = segment.records[place.record].shape
    var reader = FieldBytes(bytes: segment.fields, from: segment.fieldsRange(place.record).lowerBound)
    guard shape != LogNames.spelledOut else {
      return (Self.spelled(&reader), Self.spelled(&reader), Self.spelled(&reader))
    }
    let names = names.shapes[Int(shape)]
    return (
      Self.named(names.labels, &reader), Self.named(names.metadata, &reader),
      Self.named(names.parsed, &reader)
    )
  }

  private static func spelled(_ reader: inout FieldBytes) -> Labels {
    let count = reader.readCount()
    return Labels((0..<max(0, count)).map { _ in Labels.Pair(reader.readText(), reader.readText()) })
  }

  private static func named(_ names: [String], _ reader: inout FieldBytes) -> Labels {
    Labels(names.map { Labels.Pair($0, reader.readText()) })
  }
}

extension LogBuffer {
  /// The next line that is at least as grave, `nil` when there is none.
  public func next(after index: Int, atLeast level: LogLevel) -> Int? {
    guard index + 1 < count else { return nil }
    var (number, record) = place(of: max(0, index + 1))
    while number < segments.count {
      let segment = segments[number]
      if segment.worst >= level,
        let found = segment.records[record...].firstIndex(where: { $0.level.level >= level })
      {
        return starts[number] + found
      }
      number += 1
      record = 0
    }
    return nil
  }

  /// The nearest line before that is at least as grave, `nil` when there is none.
  public func previous(before index: Int, atLeast level: LogLevel) -> Int? {
    guard index > 0, !isEmpty else { return nil }
    var (number, record) = place(of: min(index, count) - 1)
    while true {
      let segment = segments[number]
      if segment.worst >= level,
        let found = segment.records[...record].lastIndex(where: { $0.level.level >= level })
      {
        return starts[number] + found
      }
      guard number > 0 else { return nil }
      number -= 1
      record = segments[number].records.count - 1
    }
  }
}

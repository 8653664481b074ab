internal import Telemetry

/// What many lines have in common, kept once: the labels of their stream, the names of their fields.
///
/// Both tables are bounded. A server that does not tell labels and metadata apart makes a stream of
/// every trace id; beyond the bound a line keeps its labels, or even its names, beside its values.
struct LogNames: Sendable {
  struct Stream: Hashable, Sendable {
    var labels: Labels
    var source: SourceID?
  }

  /// The names of a line's values, in the order in which the values are kept.
  struct Shape: Hashable, Sendable {
    /// Only of lines whose stream is not in the table.
    var labels: [String] = []
    var metadata: [String] = []
    var parsed: [String] = []

    var isEmpty: Bool { labels.isEmpty && metadata.isEmpty && parsed.isEmpty }
  }

  /// The shape of lines that keep their names beside their values.
  static let spelledOut: UInt32 = 0

  let limit: Int
  private(set) var streams: [Stream] = []
  private(set) var shapes: [Shape] = [Shape()]
  private var streamNumbers: [Stream: UInt32] = [:]
  private var shapeNumbers: [Shape: UInt32] = [:]
  private var lastStream: UInt32?
  private var lastShape: UInt32?

  init(limit: Int = 4096) { self.limit = limit }

  /// The number of the stream, and whether the line must keep its labels itself.
  mutating func stream(of line: LogLine) -> (number: UInt32, keepsLabels: Bool) {
    if let last = lastStream, streams[Int(last)].labels == line.labels,
      streams[Int(last)].source == line.source
    {
      return (last, false)
    }
    let stream = Stream(labels: line.labels, source: line.source)
    if let known = streamNumbers[stream] {
      lastStream = known
      return (known, false)
    }
    guard streams.count < limit || line.labels.isEmpty else {
      return (number(Stream(labels: [:], source: line.source)), true)
    }
    return (number(stream), false)
  }

  private mutating func number(_ stream: Stream) -> UInt32 {
    if let known = streamNumbers[stream] { return known }
    let number = UInt32(streams.count)
    streams.append(stream)
    streamNumbers[stream] = number
    return number
  }

  mutating func shape(of line: LogLine, keepsLabels: Bool) -> UInt32 {
    if !keepsLabels, let last = lastShape, Self.fits(shapes[Int(last)], line) { return last }
    let shape = Shape(
      labels: keepsLabels ? line.labels.names : [], metadata: line.metadata.names,
      parsed: line.parsed.names)
    if let known = shapeNumbers[shape] {
      lastShape = keepsLabels ? nil : known
      return known
    }
    guard shapes.count < limit else { return Self.spelledOut }
    let number = UInt32(shapes.count)
    shapes.append(shape)
    shapeNumbers[shape] = number
    return number
  }

  /// Neighbours mostly look alike: comparing names is cheaper than making lists of them.
  private static func fits(_ shape: Shape, _ line: LogLine) -> Bool {
    shape.labels.isEmpty && fits(shape.metadata, line.metadata) && fits(shape.parsed, line.parsed)
  }

  private static func fits(_ names: [String], _ labels: Labels) -> Bool {
    names.count == labels.count && zip(names, labels.pairs).allSatisfy { $0 == $1.name }
  }
}

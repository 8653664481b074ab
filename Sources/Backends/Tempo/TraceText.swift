internal import Telemetry

/// Where the JSON of a trace file stands: in one document, or in one each line.
struct TraceText {
  private let payload: Payload
  /// Without a byte order mark.
  let range: Range<Int>

  /// - Throws: `QueryFailure(.undecodable)` for what is no text: nothing, or a compressed file.
  init(_ payload: Payload) throws {
    self.payload = payload
    let start = payload.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    range = start..<payload.count
    guard payload.bytes[range].contains(where: { $0 > UInt8(ascii: " ") }) else {
      throw QueryFailure(.undecodable, "it is empty: expected a trace as JSON")
    }
    if payload.bytes.starts(with: [0x1F, 0x8B]) {
      throw QueryFailure(.undecodable, "it is compressed: unpack it with gunzip first")
    }
  }

  /// Whether the first line that says anything is a document of its own and not the last.
  var isOneDocumentEachLine: Bool {
    var lines = self.lines.makeIterator()
    guard let first = lines.next(), lines.next() != nil else { return false }
    let isDocument = try? JSONDocument.read(payload, first.range, of: "it") { $0.isObject || $0.isArray }
    return isDocument ?? false
  }

  /// The lines that say anything, numbered from 1.
  var lines: some Sequence<(number: Int, range: Range<Int>)> {
    sequence(state: (next: range.lowerBound, number: 0)) { [payload, range] state in
      while state.next < range.upperBound {
        let rest = payload.bytes[state.next..<range.upperBound]
        let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
        let line = state.next..<end
        state = (next: end + 1, number: state.number + 1)
        if payload.bytes[line].contains(where: { $0 > UInt8(ascii: " ") }) {
          return (number: state.number, range: line)
        }
      }
      return nil
    }
  }
}

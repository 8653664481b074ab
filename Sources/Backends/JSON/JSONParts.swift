internal import CSimdjson
internal import Telemetry

/// Parses lists that were cut out of a larger text, one after another in the same memory.
///
/// Memory that is touched for the first time costs more than the parsing itself, and a large trace has a
/// hundred parts.
final class JSONParts {
  private var bytes: [UInt8] = []
  private var document: OpaquePointer?

  deinit { if let document { csj_free(document) } }

  /// Parses elements and the commas between them as an array, and hands it to `body`; what is read of it
  /// is valid until the next part.
  ///
  /// - Throws: `QueryFailure(.undecodable)` when they are not valid JSON, naming `subject`.
  func read(_ elements: ArraySlice<UInt8>, of subject: String, _ body: (JSONValue) throws -> Void) throws {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(UInt8(ascii: "["))
    bytes.append(contentsOf: elements)
    bytes.append(UInt8(ascii: "]"))
    let count = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: Payload.padding))
    var reason: UnsafePointer<CChar>?
    let earlier = document
    // It is freed where the parse fails.
    document = nil
    document = bytes.withUnsafeBufferPointer { csj_parse_again(earlier, $0.baseAddress, count, &reason) }
    guard let document else { throw JSONDocument.failure(subject, reason) }
    try body(JSONValue(handle: csj_root(document)))
  }
}

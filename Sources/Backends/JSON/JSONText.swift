/// A text where simdjson keeps it, compared with words of the protocol without making a `String`. Must not
/// outlive `JSONDocument.read`.
struct JSONText {
  let bytes: UnsafeBufferPointer<UInt8>

  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Lets a `switch` choose by literal.
  static func ~= (word: StaticString, text: JSONText) -> Bool {
    guard text.bytes.count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { $0.elementsEqual(text.bytes) }
  }
}

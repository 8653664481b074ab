internal import Telemetry

/// The fields of one protobuf message, in the order written, without a copy of any of them.
///
/// What swift-protobuf would make a value of (a `Data` for each text, a box for each nested message) is
/// only looked at here; spans have a dozen of those each and come by the hundred thousand.
struct ProtobufFields {
  /// One field as it stands on the wire.
  struct Field {
    let number: Int
    let value: Value
  }

  enum Value {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32
    case bytes(UnsafeRawBufferPointer)
  }

  private let message: UnsafeRawBufferPointer
  private var index = 0

  init(_ message: UnsafeRawBufferPointer) { self.message = message }

  /// The next field; `nil` at the end.
  ///
  /// - Throws: `QueryFailure(.undecodable)` for a message that is cut or is none.
  mutating func next() throws -> Field? {
    guard index < message.count else { return nil }
    let tag = try varint()
    let number = Int(truncatingIfNeeded: tag >> 3)
    guard tag <= UInt64(UInt32.max), number > 0 else { throw Self.malformed }
    switch tag & 7 {
    case 0: return Field(number: number, value: .varint(try varint()))
    case 1:
      let word = try take(8).loadUnaligned(as: UInt64.self)
      return Field(number: number, value: .fixed64(UInt64(littleEndian: word)))
    case 2:
      guard let count = Int(exactly: try varint()) else { throw Self.cut }
      return Field(number: number, value: .bytes(try take(count)))
    case 5:
      _ = try take(4)
      return Field(number: number, value: .fixed32)
    // Groups, which neither OTLP nor Tempo ever had.
    default: throw Self.malformed
    }
  }

  @inline(__always)
  private mutating func varint() throws -> UInt64 {
    var (value, shift): (UInt64, UInt64) = (0, 0)
    while index < message.count {
      let byte = message[index]
      index += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
      guard shift < 64 else { throw Self.malformed }
    }
    throw Self.cut
  }

  @inline(__always)
  private mutating func take(_ count: Int) throws -> UnsafeRawBufferPointer {
    guard count <= message.count - index else { throw Self.cut }
    let bytes = UnsafeRawBufferPointer(rebasing: message[index..<index + count])
    index += count
    return bytes
  }

  static var cut: QueryFailure { failure("it ends in the middle of a field") }
  static var malformed: QueryFailure { failure("a field is malformed") }
  static var tooDeep: QueryFailure { failure("it nests deeper than 100 messages") }

  static func failure(_ reason: String) -> QueryFailure {
    QueryFailure(.undecodable, "the answer is not a trace in protobuf: \(reason)")
  }
}

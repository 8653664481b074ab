internal import Telemetry

/// Reads OTLP's KeyValue lists from protobuf. Keys and values repeat from span to span; each long one is
/// made a `String` once.
struct ProtobufAttributeReader {
  /// As deep as swift-protobuf goes; deeper ones are made to overflow somebody's stack.
  private static let deepest = 100
  private var pool = TextPool()

  /// Text, invalid UTF-8 repaired.
  mutating func text(_ bytes: UnsafeRawBufferPointer) -> String { pool.text(bytes) }

  /// Appends a KeyValue, unless it has no key: JSON leaves out the empty key.
  ///
  /// - Parameter depth: How many messages the entry is nested in.
  mutating func append(_ entry: UnsafeRawBufferPointer, to list: inout [Attribute], depth: Int) throws {
    var key = ""
    var value = AttributeValue.empty
    var fields = ProtobufFields(entry)
    while let field = try fields.next() {
      switch (field.number, field.value) {
      case (1, .bytes(let text)): key = self.text(text)
      case (2, .bytes(let message)): try read(message, into: &value, depth: depth + 1)
      default: continue
      }
    }
    guard !key.isEmpty else { return }
    // Most spans have a handful; growing one by one would move each list three times.
    if list.isEmpty { list.reserveCapacity(4) }
    list.append(Attribute(key, value))
  }

  /// An AnyValue; the last member written counts.
  private mutating func read(
    _ message: UnsafeRawBufferPointer, into value: inout AttributeValue, depth: Int
  ) throws {
    guard depth < Self.deepest else { throw ProtobufFields.tooDeep }
    var fields = ProtobufFields(message)
    while let field = try fields.next() {
      switch (field.number, field.value) {
      case (1, .bytes(let text)): value = .string(self.text(text))
      case (2, .varint(let flag)): value = .bool(flag != 0)
      case (3, .varint(let number)): value = .int(Int64(bitPattern: number))
      case (4, .fixed64(let bits)): value = .double(Double(bitPattern: bits))
      case (5, .bytes(let list)): value = .array(try array(list, depth: depth + 1))
      case (6, .bytes(let list)): value = .map(try map(list, depth: depth + 1))
      case (7, .bytes(let bytes)): value = .bytes(Array(bytes))
      default: continue
      }
    }
  }

  private mutating func array(_ message: UnsafeRawBufferPointer, depth: Int) throws -> [AttributeValue] {
    var values: [AttributeValue] = []
    var fields = ProtobufFields(message)
    while let field = try fields.next() {
      guard field.number == 1, case .bytes(let element) = field.value else { continue }
      var value = AttributeValue.empty
      try read(element, into: &value, depth: depth + 1)
      values.append(value)
    }
    return values
  }

  private mutating func map(_ message: UnsafeRawBufferPointer, depth: Int) throws -> [Attribute] {
    var entries: [Attribute] = []
    var fields = ProtobufFields(message)
    while let field = try fields.next() {
      guard field.number == 1, case .bytes(let entry) = field.value else { continue }
      try append(entry, to: &entries, depth: depth + 1)
    }
    return entries
  }
}

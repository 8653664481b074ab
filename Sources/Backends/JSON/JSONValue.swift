internal import CSimdjson

/// A value on simdjson's tape. Must not outlive `JSONDocument.read`.
///
/// Every accessor is total: a missing field or another type is `nil` or empty, because servers omit
/// zero values, change types between versions and add fields.
struct JSONValue {
  let handle: csj_value

  var isNull: Bool { csj_type_of(handle) == CSJ_NULL }
  var isObject: Bool { csj_type_of(handle) == CSJ_OBJECT }
  var isArray: Bool { csj_type_of(handle) == CSJ_ARRAY }
  var isString: Bool { csj_type_of(handle) == CSJ_STRING }

  /// A field of an object; `nil` when absent, JSON null, or when this is not an object.
  subscript(key: StaticString) -> JSONValue? {
    guard isObject else { return nil }
    var iterator = csj_object(handle)
    while iterator.at.index != iterator.end {
      if Self.key(of: &iterator, equals: key) {
        let value = JSONValue(handle: csj_field_value(&iterator))
        return value.isNull ? nil : value
      }
      csj_object_next(&iterator)
    }
    return nil
  }

  /// The text of a string value.
  var string: String? {
    guard csj_type_of(handle) == CSJ_STRING else { return nil }
    return withUTF8 { String(decoding: $0, as: UTF8.self) }
  }

  /// The text of a string value, to be compared with words of the protocol.
  var text: JSONText? { withUTF8 { JSONText(bytes: $0) } }

  /// A string value's bytes without making a `String`; `nil` for other types.
  func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result? {
    guard csj_type_of(handle) == CSJ_STRING else { return nil }
    var length = 0
    let text = csj_string(handle, &length)
    return try text!.withMemoryRebound(to: UInt8.self, capacity: length) {
      try body(UnsafeBufferPointer(start: $0, count: length))
    }
  }

  /// A whole number, written as a number or as a string (protobuf JSON writes 64-bit integers so).
  var int64: Int64? {
    switch csj_type_of(handle) {
    case CSJ_INT64: return csj_int64(handle)
    case CSJ_UINT64: return Int64(exactly: csj_uint64(handle))
    case CSJ_DOUBLE: return Int64(exactly: csj_double(handle))
    case CSJ_STRING: return withUTF8 { DecimalText.int64($0) } ?? nil
    default: return nil
    }
  }

  var int: Int? { int64.flatMap { Int(exactly: $0) } }

  /// A number, written as a number or as a string, with `NaN`, `+Inf`, `-Inf` and `Infinity`.
  var double: Double? {
    switch csj_type_of(handle) {
    case CSJ_INT64: return Double(csj_int64(handle))
    case CSJ_UINT64: return Double(csj_uint64(handle))
    case CSJ_DOUBLE: return csj_double(handle)
    case CSJ_STRING: return withUTF8 { DecimalText.double($0) } ?? nil
    default: return nil
    }
  }

  var bool: Bool? { csj_type_of(handle) == CSJ_BOOL ? csj_bool(handle) : nil }

  /// Entries of an array, or of an object counted; 0 for scalars.
  var count: Int { isArray || isObject ? csj_count(handle) : 0 }

  /// The elements of an array; none for any other type.
  var elements: Elements { Elements(handle: handle, isArray: isArray) }

  /// The fields of an object in the order written; none for any other type.
  var fields: Fields { Fields(handle: handle, isObject: isObject) }

  /// As `fields`, without making a `String` of each name and without those that are null; for values
  /// that come by the hundred thousand.
  var members: Members { Members(handle: handle, isObject: isObject) }

  struct Elements: Sequence, IteratorProtocol {
    private var iterator: csj_iterator?

    fileprivate init(handle: csj_value, isArray: Bool) {
      iterator = isArray ? csj_array(handle) : nil
    }

    mutating func next() -> JSONValue? {
      guard iterator != nil, iterator!.at.index != iterator!.end else { return nil }
      let value = JSONValue(handle: iterator!.at)
      csj_array_next(&iterator!)
      return value
    }
  }

  struct Fields: Sequence, IteratorProtocol {
    private var iterator: csj_iterator?

    fileprivate init(handle: csj_value, isObject: Bool) {
      iterator = isObject ? csj_object(handle) : nil
    }

    mutating func next() -> (key: String, value: JSONValue)? {
      guard iterator != nil, iterator!.at.index != iterator!.end else { return nil }
      var length = 0
      let text = csj_field_key(&iterator!, &length)
      let key = text!.withMemoryRebound(to: UInt8.self, capacity: length) {
        String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
      }
      let value = JSONValue(handle: csj_field_value(&iterator!))
      csj_object_next(&iterator!)
      return (key, value)
    }
  }

  private static func key(of iterator: inout csj_iterator, equals key: StaticString) -> Bool {
    var length = 0
    guard let text = csj_field_key(&iterator, &length), length == key.utf8CodeUnitCount else {
      return false
    }
    return text.withMemoryRebound(to: UInt8.self, capacity: length) { bytes in
      key.withUTF8Buffer { $0.elementsEqual(UnsafeBufferPointer(start: bytes, count: length)) }
    }
  }
}

internal import CSimdjson

extension JSONValue {
  struct Members: Sequence, IteratorProtocol {
    private var iterator: csj_iterator

    init(handle: csj_value, isObject: Bool) {
      iterator = isObject ? csj_object(handle) : csj_iterator(at: handle, end: handle.index)
    }

    mutating func next() -> (key: JSONText, value: JSONValue)? {
      while iterator.at.index != iterator.end {
        var length = 0
        let text = csj_field_key(&iterator, &length)
        let value = JSONValue(handle: csj_field_value(&iterator))
        csj_object_next(&iterator)
        guard let text, !value.isNull else { continue }
        let bytes = UnsafeRawBufferPointer(start: text, count: length)
        return (JSONText(bytes: bytes.assumingMemoryBound(to: UInt8.self)), value)
      }
      return nil
    }
  }
}

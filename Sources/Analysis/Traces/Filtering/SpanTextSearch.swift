internal import Telemetry

/// Looks for a text in what a span shows: service, name, status message and attributes.
///
/// Letters of ASCII are the same in either case; a text with others is compared in lower case.
struct SpanTextSearch {
  private let wanted: [UInt8]
  private let isASCII: Bool
  private let tree: TraceTree
  /// Whether a resource has the text in one of its attributes, the service's name among them.
  private let resources: [Bool]

  init(_ text: String, in tree: TraceTree) {
    let wanted = Array(text.lowercased().utf8)
    let isASCII = wanted.allSatisfy { $0 < 128 }
    (self.wanted, self.isASCII, self.tree) = (wanted, isASCII, tree)
    resources = tree.trace.resources.map { resource in
      Self.holds(resource.service, wanted, isASCII)
        || resource.attributes.contains { Self.holds($0, wanted, isASCII) }
    }
  }

  func matches(row: Int) -> Bool {
    let place = tree.rows[row].span
    let resource = tree.trace.spans[place].resource
    if resources.indices.contains(resource), resources[resource] { return true }
    return Self.holds(tree.trace.spans[place].name, wanted, isASCII)
      || Self.holds(tree.trace.spans[place].statusMessage, wanted, isASCII)
      || tree.trace.spans[place].attributes.contains { Self.holds($0, wanted, isASCII) }
      || tree.trace.spans[place].events.contains { event in
        Self.holds(event.name, wanted, isASCII)
          || event.attributes.contains { Self.holds($0, wanted, isASCII) }
      }
  }

  /// In the key, the value, or across both as `key=value`.
  private static func holds(_ attribute: Attribute, _ wanted: [UInt8], _ isASCII: Bool) -> Bool {
    if wanted.contains(UInt8(ascii: "=")) {
      return holds("\(attribute.key)=\(attribute.value)", wanted, isASCII)
    }
    if holds(attribute.key, wanted, isASCII) { return true }
    if case .string(let text) = attribute.value { return holds(text, wanted, isASCII) }
    return holds(attribute.value.description, wanted, isASCII)
  }

  private static func holds(_ text: String, _ wanted: [UInt8], _ isASCII: Bool) -> Bool {
    guard text.utf8.count >= wanted.count || !isASCII else { return false }
    var text = isASCII ? text : text.lowercased()
    return text.withUTF8 { holds($0, wanted) }
  }

  private static func holds(_ text: UnsafeBufferPointer<UInt8>, _ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first else { return true }
    guard text.count >= wanted.count else { return false }
    for start in 0...(text.count - wanted.count) where lowered(text[start]) == first {
      var length = 1
      while length < wanted.count, lowered(text[start + length]) == wanted[length] { length += 1 }
      if length == wanted.count { return true }
    }
    return false
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= 65 && byte <= 90 ? byte + 32 : byte
  }
}

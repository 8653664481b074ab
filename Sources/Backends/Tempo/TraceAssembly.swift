internal import Telemetry

/// Puts a trace together from its batches, in whatever encoding they came.
///
/// Batches repeat resources and scopes, one for each flush of each exporter; equal ones are kept
/// once and spans point at them.
struct TraceAssembly: Sendable {
  private var spans: [Span] = []
  private var unreadable = 0
  private var resources = Register<Resource>()
  private var scopes = Register<InstrumentationScope>()

  mutating func resource(_ attributes: [Attribute]) -> Int {
    resources.index(of: Resource(attributes: attributes))
  }

  mutating func scope(_ scope: InstrumentationScope) -> Int { scopes.index(of: scope) }

  /// Makes room for the spans of an answer at once; moving them to make more costs as much as reading
  /// them. What is not used in the end is address space that nobody touched.
  ///
  /// - Parameter bytes: The answer's length; few spans are as short as 200 bytes in JSON or 100 in protobuf.
  mutating func reserve(bytes: Int, each: Int) { spans.reserveCapacity(bytes / each) }

  /// `nil` stands for a span that has no valid id.
  mutating func add(_ span: Span?) {
    if let span { spans.append(span) } else { unreadable += 1 }
  }

  /// - Returns: `nil` when there is no span and none is missing.
  func trace(_ id: TraceID, partial: Bool, message: String?) -> Trace? {
    guard !spans.isEmpty || partial || unreadable > 0 else { return nil }
    return Trace(
      id: id, spans: spans, resources: resources.items, scopes: scopes.items,
      partial: partial || unreadable > 0, message: remark(message))
  }

  private func remark(_ message: String?) -> String? {
    let words = message.flatMap { $0.isEmpty ? nil : $0 }
    guard unreadable > 0 else { return words }
    let left = "\(unreadable) spans without a valid id were left out"
    return words.map { "\($0); \(left)" } ?? left
  }
}

/// Values in order of first sight, each once.
private struct Register<Item: Hashable & Sendable>: Sendable {
  private(set) var items: [Item] = []
  private var positions: [Item: Int] = [:]

  mutating func index(of item: Item) -> Int {
    if let index = positions[item] { return index }
    positions[item] = items.count
    items.append(item)
    return items.count - 1
  }
}

internal import Telemetry

/// Reads one trace from Tempo's v1 or v2 JSON or from OTLP/JSON itself.
///
/// Batches repeat resources and scopes, one for each flush of each exporter; equal ones are kept
/// once and spans point at them.
struct TraceReader {
  let id: TraceID
  private var spans: [Span] = []
  private var unreadable = 0
  private var resources = Register<Resource>()
  private var scopes = Register<InstrumentationScope>()

  init(id: TraceID) { self.id = id }

  /// - Returns: `nil` when the answer holds no spans and is not part of something larger.
  mutating func read(_ root: JSONValue) -> Trace? {
    for batch in Self.batches(of: root) {
      let resource = resources.index(
        of: Resource(attributes: AttributeReader.list(batch["resource"]?["attributes"])))
      guard let groups = batch["scopeSpans"] ?? batch["instrumentationLibrarySpans"] else { continue }
      for group in groups.elements {
        readSpans(group, resource: resource)
      }
    }
    let partial = Self.isPartial(root)
    guard !spans.isEmpty || partial || unreadable > 0 else { return nil }
    return Trace(
      id: id, spans: spans, resources: resources.items, scopes: scopes.items,
      partial: partial || unreadable > 0, message: message(root))
  }

  /// The list of ResourceSpans, under any of the names in use.
  static func batches(of root: JSONValue) -> JSONValue.Elements {
    let trace = root["trace"] ?? root
    return (trace["resourceSpans"] ?? trace["batches"] ?? trace).elements
  }

  /// Protobuf's zero value, COMPLETE, is usually left out.
  static func isPartial(_ root: JSONValue) -> Bool {
    root["status"]?.string == "PARTIAL" || root["status"]?.int == 1
  }

  private func message(_ root: JSONValue) -> String? {
    let words = root["message"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    guard unreadable > 0 else { return words }
    let left = "\(unreadable) spans without a valid id were left out"
    return words.map { "\($0); \(left)" } ?? left
  }

  private mutating func readSpans(_ group: JSONValue, resource: Int) {
    let head = group["scope"] ?? group["instrumentationLibrary"]
    let scope = scopes.index(
      of: InstrumentationScope(
        name: head?["name"]?.string ?? "", version: head?["version"]?.string ?? "",
        attributes: AttributeReader.list(head?["attributes"])))
    guard let list = group["spans"] else { return }
    spans.reserveCapacity(spans.count + list.count)
    for value in list.elements {
      if let span = SpanReader.span(value, resource: resource, scope: scope) {
        spans.append(span)
      } else {
        unreadable += 1
      }
    }
  }
}

/// Values in order of first sight, each once.
private struct Register<Item: Hashable> {
  private(set) var items: [Item] = []
  private var positions: [Item: Int] = [:]

  mutating func index(of item: Item) -> Int {
    if let index = positions[item] { return index }
    positions[item] = items.count
    items.append(item)
    return items.count - 1
  }
}

internal import Telemetry

/// Reads the spans of one trace out of documents that may hold others too.
struct TraceFileReader {
  private let wanted: TraceID?
  /// The trace being read: the wanted one, or the first met.
  private var id: TraceID?
  private var others: [TraceID: Int] = [:]
  private var spanCount = 0
  private var assembly = TraceAssembly()
  private var reader = SpanReader()
  private var partial = false
  private var message: String?

  init(id: TraceID?) {
    wanted = id
    self.id = id
  }

  /// - Throws: `QueryFailure(.undecodable)` for a document that is no trace.
  mutating func read(_ root: JSONValue, of subject: String) throws {
    guard Self.isTrace(root) else {
      throw QueryFailure(
        .undecodable,
        "\(subject) is no trace: expected Tempo's JSON (\"trace\" or \"batches\") or OTLP's (\"resourceSpans\")"
      )
    }
    readDocument(root)
  }

  /// - Throws: `QueryFailure` when there is nothing to show or no telling which.
  func trace() throws -> Trace {
    if wanted == nil, !others.isEmpty, let id {
      throw QueryFailure(
        .refused, "it holds \(others.count + 1) traces, name one: \(list(with: id, count: spanCount))")
    }
    guard let id, let trace = assembly.trace(id, partial: partial, message: message) else {
      guard let wanted, !others.isEmpty else {
        throw QueryFailure(.notFound, "it holds no spans with a trace id")
      }
      throw QueryFailure(.notFound, "it holds no trace \(wanted), only \(list())")
    }
    return trace
  }

  /// The traces with most spans first; ten at most.
  private func list(with first: TraceID? = nil, count: Int = 0) -> String {
    var counts = others
    if let first { counts[first] = count }
    let sorted = counts.sorted { ($1.value, $0.key.description) < ($0.value, $1.key.description) }
    let named = sorted.prefix(10).map { "\($0.key) (\($0.value) span\($0.value == 1 ? "" : "s"))" }
    let more = sorted.count > 10 ? ", and \(sorted.count - 10) more" : ""
    return named.joined(separator: ", ") + more
  }

  private static func isTrace(_ root: JSONValue) -> Bool {
    if root.isArray { return root.elements.allSatisfy(isTrace) }
    let names = [root["trace"], root["batches"], root["resourceSpans"]].compactMap { $0 }
    return !names.isEmpty || isBatch(root)
  }

  private static func isBatch(_ value: JSONValue) -> Bool {
    value["scopeSpans"] != nil || value["instrumentationLibrarySpans"] != nil || value["resource"] != nil
  }

  private mutating func readDocument(_ root: JSONValue) {
    if root.isArray {
      for element in root.elements { readDocument(element) }
    } else if Self.isBatch(root) {
      readBatch(root)
    } else {
      partial = partial || TraceReader.isPartial(root)
      message = message ?? root["message"]?.string
      for batch in TraceReader.batches(of: root) { readBatch(batch) }
    }
  }

  private mutating func readBatch(_ batch: JSONValue) {
    let resource = reader.attributes.list(batch["resource"]?["attributes"])
    guard let groups = batch["scopeSpans"] ?? batch["instrumentationLibrarySpans"] else { return }
    for group in groups.elements {
      guard let list = group["spans"] else { continue }
      let scope = reader.scope(of: group)
      readSpans(list, of: resource, scope)
    }
  }

  /// Resource and scope are entered with the first span of ours, so that none of another trace's stay.
  private mutating func readSpans(
    _ list: JSONValue, of resource: [Attribute], _ scope: InstrumentationScope
  ) {
    var place: (resource: Int, scope: Int)?
    for value in list.elements {
      guard let written = value["traceId"].flatMap(TraceIDText.traceID) else {
        assembly.add(nil)
        continue
      }
      guard written == id ?? written else {
        others[written, default: 0] += 1
        continue
      }
      id = written
      spanCount += 1
      let entered = place ?? (assembly.resource(resource), assembly.scope(scope))
      place = entered
      assembly.add(reader.span(value, resource: entered.resource, scope: entered.scope))
    }
  }
}

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

  /// - Parameter bytes: How many there are to read in all.
  init(id: TraceID?, bytes: Int) {
    wanted = id
    self.id = id
    assembly.reserve(bytes: bytes, each: 200)
  }

  /// - Throws: `QueryFailure(.undecodable)` for a document that is no trace.
  mutating func read(_ root: JSONValue, in document: TraceDocument, of subject: String) throws {
    guard Self.isTrace(root) else {
      throw QueryFailure(
        .undecodable,
        "\(subject) is no trace: expected Tempo's JSON (\"trace\" or \"batches\") or OTLP's (\"resourceSpans\")"
      )
    }
    try readBatches(of: root, in: document)
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

  private mutating func readBatches(of root: JSONValue, in document: TraceDocument) throws {
    if root.isArray {
      for element in root.elements { try readBatches(of: element, in: document) }
    } else if Self.isBatch(root) {
      try readBatch(root, in: document)
    } else {
      partial = partial || TraceReader.isPartial(root)
      message = message ?? root["message"]?.string
      for batch in TraceReader.batches(of: root) { try readBatch(batch, in: document) }
    }
  }

  private mutating func readBatch(_ batch: JSONValue, in document: TraceDocument) throws {
    let resource = reader.attributes.list(batch["resource"]?["attributes"])
    guard let groups = batch["scopeSpans"] ?? batch["instrumentationLibrarySpans"] else { return }
    for group in groups.elements {
      guard let list = group["spans"] else { continue }
      let scope = reader.scope(of: group)
      // Entered with the first span of ours, so that none of another trace's stay.
      var place: (resource: Int, scope: Int)?
      try document.visitSpans(list) { value in
        guard isOurs(value) else { return }
        let entered = place ?? (assembly.resource(resource), assembly.scope(scope))
        place = entered
        assembly.add(reader.span(value, resource: entered.resource, scope: entered.scope))
      }
    }
  }

  /// Whether a span is of the trace being read; counts it as ours, another's or unreadable.
  private mutating func isOurs(_ span: JSONValue) -> Bool {
    guard let written = span["traceId"].flatMap(TraceIDText.traceID) else {
      assembly.add(nil)
      return false
    }
    guard written == id ?? written else {
      others[written, default: 0] += 1
      return false
    }
    id = written
    spanCount += 1
    return true
  }
}

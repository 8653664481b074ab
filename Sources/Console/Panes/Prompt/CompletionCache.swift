internal import Languages
internal import Telemetry

/// What servers listed for completion, for a minute.
struct CompletionCache: Sendable {
  /// A name or value with what is known about it.
  struct Known: Hashable, Sendable {
    var name: String
    /// `counter · requests served`.
    var detail = ""
  }

  private struct Entry: Sendable {
    var known: [Known] = []
    var failure: String?
    var at: Instant
  }

  /// More names than this of one source are of no use in a list, and would cost every key.
  static let limit = 50_000
  private static let subjectLimit = 64

  private var entries: [CompletionSubject: [SourceID: Entry]] = [:]
  /// Type and help by metric, over all sources.
  private(set) var types: [String: String] = [:]

  /// Whether a source need not be asked: it answered within a minute, or failed just now.
  func isFresh(_ subject: CompletionSubject, from source: SourceID, at now: Instant) -> Bool {
    guard let entry = entries[subject]?[source] else { return false }
    return now - entry.at < (entry.failure == nil ? .minutes(1) : .seconds(10))
  }

  /// Names and values of all sources, each once, sorted.
  func known(_ subject: CompletionSubject) -> [Known] {
    let lists = (entries[subject] ?? [:]).sorted { $0.key < $1.key }.map(\.value.known)
    guard lists.count > 1 else { return lists.first ?? [] }
    var seen = Set<String>()
    return lists.joined().filter { seen.insert($0.name).inserted }.sorted { $0.name < $1.name }
  }

  func failure(_ subject: CompletionSubject) -> String? {
    (entries[subject] ?? [:]).sorted { $0.key < $1.key }.lazy.compactMap(\.value.failure).first
  }

  mutating func store(
    _ body: Answer.Body, for subject: CompletionSubject, from source: SourceID, at now: Instant
  ) {
    if case .metadata(let found) = body {
      for one in found { types[one.name] = Self.detail(of: one) }
    }
    store(Entry(known: Array(Self.known(in: body).prefix(Self.limit)), at: now), for: subject, from: source)
  }

  mutating func store(
    _ failure: QueryFailure, for subject: CompletionSubject, from source: SourceID, at now: Instant
  ) {
    let old = entries[subject]?[source]?.known ?? []
    store(Entry(known: old, failure: "\(source): \(failure.message)", at: now), for: subject, from: source)
  }

  private mutating func store(_ entry: Entry, for subject: CompletionSubject, from source: SourceID) {
    if entries[subject] == nil, entries.count >= Self.subjectLimit {
      let oldest = entries.min { Self.age($0.value) < Self.age($1.value) }
      if let oldest { entries[oldest.key] = nil }
    }
    entries[subject, default: [:]][source] = entry
  }

  private static func age(_ entries: [SourceID: Entry]) -> Instant {
    entries.values.map(\.at).max() ?? .epoch
  }

  private static func detail(of one: MetricMetadata) -> String {
    [one.type == "unknown" ? "" : one.type, one.help].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private static func known(in body: Answer.Body) -> [Known] {
    switch body {
    case .names(let names): names.sorted().map { Known(name: $0) }
    case .logFields(let fields):
      fields.map { Known(name: $0.name, detail: "\($0.type) · \($0.cardinality) values") }
    case .traceTags(let tags):
      Set(
        tags.map { tag in
          let name = tag.scope == "intrinsic" ? tag.name : TraceQL.attribute(scope: tag.scope, tag.name)
          return Known(name: name, detail: tag.scope)
        }
      ).sorted { $0.name < $1.name }
    case .traceTagValues(let values):
      Set(values.map { Known(name: $0.value, detail: $0.type == "string" ? "" : $0.type) }).sorted {
        $0.name < $1.name
      }
    default: []
    }
  }
}

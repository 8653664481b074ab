public import Reports

/// Places of last time, marks and notes: what is left of a session when the console closes.
public struct Kept: Sendable {
  /// Places of last time that are offered.
  static let placeLimit = 100

  /// Of earlier sessions, the one left last first.
  public internal(set) var places: [KeptPlace] = []
  public internal(set) var marks: [Character: Mark] = [:]
  /// By the time of what was seen.
  public private(set) var notes: [IncidentNote] = []
  /// Whether what is added here lasts longer than this session.
  public let isLasting: Bool

  /// Nothing yet, and nothing that lasts: the demo's.
  public init() { isLasting = false }

  /// - Parameters:
  ///   - records: Of the file, the newest last.
  ///   - context: Whose places and marks; notes of all contexts are one incident's.
  public init(_ records: [KeptRecord], context: String) {
    isLasting = true
    let own = records.filter { $0.context == context }
    places = Array(own.reversed().lazy.compactMap { KeptPlace($0) }.prefix(Self.placeLimit))
    marks = own.compactMap { Mark($0) }.reduce(into: [:]) { $0[$1.letter] = $1 }
    notes = records.compactMap { IncidentNote($0) }.sorted(by: Self.isBefore)
  }

  mutating func add(_ note: IncidentNote) {
    let index = notes.firstIndex { Self.isBefore(note, $0) } ?? notes.count
    notes.insert(note, at: index)
  }

  mutating func remove(_ note: IncidentNote) { notes.removeAll { $0.written == note.written } }

  private static func isBefore(_ a: IncidentNote, _ b: IncidentNote) -> Bool {
    (a.observed, a.written) < (b.observed, b.written)
  }
}

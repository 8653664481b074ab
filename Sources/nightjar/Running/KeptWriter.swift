import Console
import Dispatch
import Settings
import Synchronization

/// Writes queries, places, marks and notes beside the main thread, one after the other: no key waits for a
/// disk.
final class KeptWriter: Sendable {
  private let queries: HistoryFile?
  private let trail: TrailFile?
  private let queue = DispatchQueue(label: "nightjar.kept")
  /// A disk that is full is told of once, not at every place.
  private let said = Mutex<Set<String>>([])

  init(queries: HistoryFile?, trail: TrailFile?) { (self.queries, self.trail) = (queries, trail) }

  func take(_ change: Keeping, complain: @escaping @Sendable (String) -> Void) {
    queue.async { [self] in
      let complaint =
        switch change {
        case .put(let record): trail?.put(TrailFile.Line(record))
        case .remove(let record): trail?.remove(TrailFile.Line(record))
        case .query(let language, let text):
          queries?.add(HistoryFile.Entry(language: language.name, query: text))
        }
      guard let complaint, said.withLock({ $0.insert(complaint).inserted }) else { return }
      complain(complaint)
    }
  }

  /// Waits until all is written.
  func finish() { queue.sync {} }
}

extension TrailFile.Line {
  init(_ record: KeptRecord) {
    self.init(kind: record.kind.rawValue, context: record.context, name: record.name, fields: record.fields)
  }
}

extension KeptRecord {
  /// `nil` for a kind that only a later version knows.
  init?(_ line: TrailFile.Line) {
    guard let kind = Kind(rawValue: line.kind) else { return nil }
    self.init(kind: kind, context: line.context, name: line.name, fields: line.fields)
  }
}

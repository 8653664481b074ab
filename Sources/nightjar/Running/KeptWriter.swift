import Console
import Dispatch
import Settings
import Synchronization

/// Writes places, marks and notes beside the main thread, one after the other: no key waits for a disk.
final class KeptWriter: Sendable {
  private let file: TrailFile
  private let queue = DispatchQueue(label: "nightjar.trail")
  /// A disk that is full is told of once, not at every place.
  private let said = Mutex<Set<String>>([])

  init(_ file: TrailFile) { self.file = file }

  func take(_ change: Keeping, complain: @escaping @Sendable (String) -> Void) {
    queue.async { [self] in
      let complaint =
        switch change {
        case .put(let record): file.put(TrailFile.Line(record))
        case .remove(let record): file.remove(TrailFile.Line(record))
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

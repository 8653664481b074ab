internal import Telemetry

/// A change that a server was asked to make.
struct WriteInProgress: Sendable {
  var place: Int
  var source: SourceID
  var write: Write
}

/// The last change that a server answered, and what was said of it.
struct WrittenChange: Sendable {
  var write: Write
  var text: String
}

extension State {
  /// Sends a change, unless nothing may be changed.
  mutating func write(_ change: Write, to source: SourceID) -> [Effect] {
    guard !context.isReadOnly else {
      message = Self.readOnlyReason
      return []
    }
    writeSerial += 1
    writing[writeSerial] = WriteInProgress(place: place.id, source: source, write: change)
    return [.write(writeSerial, source, change)]
  }

  /// Tells the pane that asked for it; one that was left meanwhile is not told, the person is.
  mutating func written(
    _ serial: Int, _ result: Result<Answer, QueryFailure>, at now: Instant
  ) -> [Effect] {
    context.now = max(context.now, now)
    guard let change = writing.removeValue(forKey: serial) else { return [] }
    say(result, of: change)
    guard change.place == place.id else { return [] }
    return serve(place.pane.receive(result, of: change.write, by: change.source, in: context))
  }

  /// What one server said stays beside what others say of the very same change: one of them may have refused.
  private mutating func say(_ result: Result<Answer, QueryFailure>, of change: WriteInProgress) {
    let text =
      switch result {
      case .success: "\(change.source): \(change.write.done)"
      case .failure(let failure): "\(change.source) did not: \(failure.message)"
      }
    let earlier = written.flatMap { $0.write == change.write ? $0.text + "; " : nil } ?? ""
    written = WrittenChange(write: change.write, text: earlier + text)
    message = earlier + text
  }

  static let readOnlyReason = "nightjar was started with --readonly: nothing is written"
}

extension Write {
  fileprivate var done: String {
    switch self {
    case .createSilence(let draft): draft.id == nil ? "silenced" : "the silence was changed"
    case .expireSilence: "the silence is over"
    }
  }
}

internal import Telemetry

/// A change that a server was asked to make.
struct WriteInProgress: Sendable {
  var place: Int
  var source: SourceID
  var write: Write
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
    switch result {
    case .success: message = "\(change.source): \(change.write.done)"
    case .failure(let failure): message = "\(change.source) did not: \(failure.message)"
    }
    guard change.place == place.id else { return [] }
    return serve(place.pane.receive(result, of: change.write, by: change.source, in: context))
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

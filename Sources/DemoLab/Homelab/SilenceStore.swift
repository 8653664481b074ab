internal import Synchronization
internal import Telemetry

/// The silences of the homelab's Alertmanager.
final class SilenceStore: Sendable {
  private let origin: Instant
  /// `nil` before the first question.
  private let kept = Mutex<[Silence]?>(nil)

  /// - Parameter origin: The moment the console opens.
  init(origin: Instant) { self.origin = origin }

  /// As it was before anybody changed anything.
  var untouched: SilenceStore { SilenceStore(origin: origin) }

  private func withAll<Result: Sendable>(_ body: (inout [Silence]) -> Result) -> Result {
    kept.withLock { kept in
      var all = kept ?? HomelabManager.silences(origin: origin)
      let result = body(&all)
      kept = all
      return result
    }
  }

  /// All of them with their state at a moment, the newest first.
  func silences(at now: Instant) -> [Silence] {
    withAll { $0 }.reversed().map { silence in
      var silence = silence
      silence.state = now >= silence.end ? .expired : now < silence.start ? .pending : .active
      return silence
    }
  }

  /// Keeps a silence; one that is edited and not over keeps its id, as long as it silences the same.
  ///
  /// - Returns: Its id; `nil` when the one to be edited is not known.
  func keep(_ draft: SilenceDraft, at now: Instant) -> String? {
    withAll { all in
      let place = draft.id.flatMap { id in all.firstIndex { $0.id == id } }
      if draft.id != nil, place == nil { return nil }
      if let place, all[place].matchers == draft.matchers, all[place].end > now {
        all[place].end = draft.end
        all[place].comment = draft.comment
        return all[place].id
      }
      if let place { all[place].end = min(all[place].end, now) }
      let silence = Silence(
        id: Self.id(all.count), matchers: draft.matchers, start: max(draft.start, now), end: draft.end,
        createdBy: draft.createdBy, comment: draft.comment, state: .active)
      all.append(silence)
      return silence.id
    }
  }

  /// - Returns: `false` when there is no such silence, or it is over.
  func expire(_ id: String, at now: Instant) -> Bool {
    withAll { all in
      guard let place = all.firstIndex(where: { $0.id == id }), all[place].end > now else { return false }
      all[place].end = now
      return true
    }
  }

  static func id(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "5a1e9ce0-0000-4000-8000-" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
  }
}

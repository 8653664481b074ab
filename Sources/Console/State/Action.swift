public import Canvas
public import Telemetry

/// Everything that can happen to the console.
public enum Action: Sendable {
  case input(Input)
  /// The clock, once a second.
  case tick(Instant)
  case answered(Ticket, Result<Answer, QueryFailure>, at: Instant)
  /// What became of the change that `Effect.write` asked for under this number.
  case written(Int, Result<Answer, QueryFailure>, at: Instant)
  /// The moment that `Effect.rest` asked for is over.
  case rested(Int)
  /// `Effect.prepare` is done, for the place with this number.
  case prepared(Prepared, place: Int)
  /// Something outside has a line to say.
  case said(String)

  /// Who waits to see what comes of it.
  var cause: FramePacing.Cause {
    switch self {
    case .input: .person
    case .tick: .tick
    case .answered, .written, .rested, .prepared, .said: .server
    }
  }
}

/// Everything the console can do to the world. Plain values, so that tests assert them.
public enum Effect: Equatable, Sendable {
  case ask(Ticket, SourceID, Query)
  /// Change something on a server, once: never again, and never taken back.
  case write(Int, SourceID, Write)
  /// Nobody waits for this any more.
  case cancel(Ticket)
  /// Work for the place with this number; say `Action.prepared` when it is done.
  case prepare(Preparation, place: Int)
  /// Say `Action.rested` with this number after a fifth of a second; the latest alone counts.
  case rest(Int)
  case copy(String)
  /// Write a file, and say how that went.
  case save(SavedFile)
  /// Keeps a query, place, mark or note for later sessions, or does so no longer.
  case keep(Keeping)
  /// Draw everything again.
  case redraw
  case suspend
  case quit
}

/// Names one question asked, so that its answer finds its place and an older one is dropped.
public struct Ticket: Hashable, Sendable {
  public var place: Int
  public var slot: Slot
  public var source: SourceID
  public var serial: Int

  public init(place: Int, slot: Slot, source: SourceID, serial: Int) {
    self.place = place
    self.slot = slot
    self.source = source
    self.serial = serial
  }
}

public import Telemetry

/// What to ask of a trace that is too large to be had whole, and what has come of it so far.
///
/// ```
///   { nestedSetParent < 0 }   { status = error }   { duration > 10ms } ── too large ──▶ { duration > 100ms } …
///             └────────────────────────┴──────────────────┴── each span once ──▶ a partial trace
/// ```
///
/// No I/O: whoever asks sends `request` and gives back what came, until there is none.
public struct TraceParts: Sendable {
  /// Spans under a TraceQL filter, and what a reader calls them.
  private struct Part {
    var name: String
    var filter: String
    /// Asked for only where this one is too large as well.
    var smaller: [Part] = []
  }

  private let id: TraceID
  private let reason: String
  private let whole: Result<Answer, QueryFailure>
  private let ask: @Sendable (String) -> HTTPRequest
  private var waiting: [Part]
  private var arrived: [String] = []
  private var merge = TraceMerge()

  init(
    of id: TraceID, reason: String, after whole: Result<Answer, QueryFailure>,
    asking ask: @escaping @Sendable (String) -> HTTPRequest
  ) {
    self.id = id
    self.reason = reason
    self.whole = whole
    self.ask = ask
    waiting = Self.all
    if case .success(let answer) = whole, case .trace(let trace?) = answer.body { merge.add(trace) }
  }

  private static var all: [Part] {
    let slow = ["10ms", "100ms", "1s", "10s"].reversed().reduce(into: [Part]()) { smaller, limit in
      let name = "spans over \(limit.prefix { $0.isNumber }) \(limit.drop { $0.isNumber })"
      smaller = [Part(name: name, filter: "{ duration > \(limit) }", smaller: smaller)]
    }
    return [
      Part(name: "roots", filter: "{ nestedSetParent < 0 }"),
      Part(name: "errors", filter: "{ status = error }"),
    ] + slow
  }

  /// The next thing to ask; `nil` when there is nothing more.
  public var request: HTTPRequest? { waiting.first.map { ask($0.filter) } }

  /// Takes what came of `request`.
  public mutating func take(_ outcome: Result<Answer, QueryFailure>) {
    guard !waiting.isEmpty else { return }
    let part = waiting.removeFirst()
    switch outcome {
    case .success(let answer):
      guard case .trace(let trace) = answer.body else { return }
      if let trace { merge.add(trace) }
      let isCut = Self.reason(outcome) != nil
      if isCut, !part.smaller.isEmpty {
        waiting.insert(contentsOf: part.smaller, at: 0)
      } else {
        arrived.append(isCut ? "some " + part.name : part.name)
      }
    case .failure(let failure):
      if Self.reason(outcome) != nil {
        waiting.insert(contentsOf: part.smaller, at: 0)
      } else if ![.refused, .notFound].contains(failure.reason) {
        // A server that is gone or overwhelmed is not asked on.
        waiting = []
      }
    }
  }

  /// The parts as one partial trace that says what it consists of; what came of the whole, when no part
  /// came.
  public var answer: Result<Answer, QueryFailure> {
    guard !merge.isEmpty, !arrived.isEmpty else { return whole }
    let words = "opened by parts: \(Self.list(arrived)), with the spans above them; "
    let message = words + "the server refuses the whole: \(reason)"
    return .success(Answer(.trace(merge.trace(id, message: message)), partial: true))
  }

  /// `roots, errors and spans over 10 ms`.
  private static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension TraceParts {
  /// Why a trace was not had whole, in the server's words or ours; `nil` when its size was not the reason.
  ///
  /// Tempo and what stands before it word it so, the first two with 422 or 500, the third with 200:
  ///
  ///     trace exceeds max size (max bytes: 5000000)
  ///     rpc error: code = ResourceExhausted desc = grpc: received message larger than max (6735537 vs. 4194304)
  ///     Trace exceeds maximum size of 5000000 bytes, a partial trace is returned
  ///     response larger than the max (45940141 vs 16777216)
  static func reason(_ outcome: Result<Answer, QueryFailure>) -> String? {
    switch outcome {
    case .failure(let failure):
      let isSize = failure.reason == .tooLarge || failure.status == 413 || isAboutSize(failure.message)
      return isSize ? failure.message : nil
    case .success(let answer):
      guard case .trace(let trace?) = answer.body, trace.partial, let message = trace.message else { return nil }
      return isAboutSize(message) ? message : nil
    }
  }

  private static func isAboutSize(_ message: String) -> Bool {
    let words = message.lowercased()
    let phrases = ["exceeds max", "larger than max", "larger than the max", "trace too large", "trace_too_large"]
    return phrases.contains { words.contains($0) }
  }
}

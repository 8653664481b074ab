public import Analysis
internal import Telemetry

/// What can be opened from an anchor, as `nightjar jump` prints it.
public struct JumpReport: Sendable {
  /// Strongest first.
  public var jumps: [Jump]
  public var refused: [Refusal]

  public init(_ results: [Result<Jump, Refusal>]) {
    (jumps, refused) = ([], [])
    for result in results {
      switch result {
      case .success(let jump): jumps.append(jump)
      case .failure(let refusal): refused.append(refusal)
      }
    }
  }

  public var json: JSON {
    .object([
      ("jumps", .array(jumps.map(Self.json))),
      ("refused", .array(refused.map { refusal in
        .object([("to", .string(refusal.to.rawValue)), ("reason", .string(refusal.reason))])
      })),
    ])
  }

  private static func json(_ jump: Jump) -> JSON {
    .object([
      ("to", .string(jump.to.rawValue)), ("source", .string(jump.source.name)),
      ("strength", .string(jump.strength.name)), ("reason", .string(jump.reason)),
      ("query", .optional(jump.query.text, JSON.string)),
      ("from", .optional(jump.query.range?.start, JSON.time)),
      ("until", .optional(jump.query.range?.end, JSON.time)),
    ])
  }

  public func lines(width: Int?) -> [String] {
    var table = TextTable(["to", "source", "strength", "reason", "query"], spare: ["source", "reason"])
    for jump in jumps {
      table.add([jump.to.rawValue, jump.source.name, jump.strength.name, jump.reason, jump.query.text ?? ""])
    }
    return table.lines(width: width) + refused.map { "no \($0.to.rawValue): \($0.reason)" }
  }
}

public import Telemetry

/// What was tried and what to change, as `nightjar doctor` prints it.
public struct DoctorReport: Sendable {
  public typealias Check = DoctorCheck

  public var checks: [Check]

  public init(_ checks: [Check]) { self.checks = checks }

  public var ok: Bool { checks.allSatisfy(\.ok) }

  public var json: JSON {
    .object([
      ("checks", .array(checks.map { check in
        .object([
          ("name", .string(check.name)), ("source", .string(check.source)), ("ok", .bool(check.ok)),
          ("detail", .string(check.detail)), ("fix", .optional(check.fix, JSON.string)),
          ("millis", .integer(Int64(check.milliseconds))),
        ])
      })), ("ok", .bool(ok)),
    ])
  }

  public func lines(width: Int?) -> [String] {
    var table = TextTable(["", "source", "check", "time", "found"])
    for check in checks {
      let found = check.fix.map { "\(check.detail) → \($0)" } ?? check.detail
      table.add([check.ok ? "ok" : "✗", check.source, check.name, "\(check.milliseconds) ms", found])
    }
    return table.lines(width: width)
  }
}

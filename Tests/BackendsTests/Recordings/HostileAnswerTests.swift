internal import Backends
internal import Telemetry
internal import Testing

/// Recorded answers with single values swapped for nasty ones: valid JSON, absurd content. An
/// answer or a `QueryFailure` will do; a trap ends the test run.
@Suite struct HostileAnswerTests {
  private static let literals = [
    "-1", "0", "1e308", "-9223372036854775808", "18446744073709551615", "9223372036854775807", "null",
    "[]", "{}", "\"\"", "\"-9223372036854775808\"", "\"9223372036854775807\"", "\"NaN\"",
    "\"\\u0000\"", "[[[[]]]]", "true", "1.5", "\"2026-02-30T00:00:00Z\"",
  ]

  @Test(arguments: PrometheusRecordings.all)
  func prometheus(_ recorded: Recorded) throws { try survive(recorded, PrometheusDialect()) }

  @Test(arguments: LokiRecordings.all)
  func loki(_ recorded: Recorded) throws { try survive(recorded, LokiDialect()) }

  @Test(arguments: TempoRecordings.all)
  func tempo(_ recorded: Recorded) throws { try survive(recorded, TempoDialect()) }

  @Test(arguments: AlertmanagerRecordings.all)
  func alertmanager(_ recorded: Recorded) throws { try survive(recorded, AlertmanagerDialect()) }

  private func survive(_ recorded: Recorded, _ dialect: some Dialect) throws {
    let fixture = try Fixture(recorded.file)
    let body = Array(fixture.bytes.prefix(40_000))
    let values = scalars(in: body)
    guard body.count == fixture.bytes.count, !values.isEmpty else { return }
    for round in 0..<90 {
      // A stride coprime to most counts visits values all over the text.
      let value = values[round * 7919 % values.count]
      var changed = body
      changed.replaceSubrange(value, with: Self.literals[round % Self.literals.count].utf8)
      let response = fixture.answer(body: changed)
      _ = dialect.alternative(to: recorded.query, after: response)
      do {
        _ = try dialect.answer(to: recorded.query, from: response)
      } catch {
        #expect(error is QueryFailure)
      }
    }
  }

  /// Where strings and numbers stand that follow `:`, `[` or `,`.
  private func scalars(in body: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while index < body.count {
      let start = index
      if body[index] == UInt8(ascii: "\"") {
        index += 1
        while index < body.count, body[index] != UInt8(ascii: "\"") {
          index += body[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index = min(index + 1, body.count)
        let isKey = index < body.count && body[index] == UInt8(ascii: ":")
        if !isKey { found.append(start..<index) }
      } else if (48...57).contains(body[index]) || body[index] == UInt8(ascii: "-") {
        while index < body.count, "+-.eE0123456789".utf8.contains(body[index]) { index += 1 }
        found.append(start..<index)
      } else {
        index += 1
      }
    }
    return found
  }
}

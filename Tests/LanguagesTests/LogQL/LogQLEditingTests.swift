import Languages
import Testing

@Suite struct LogQLEditingTests {
  @Test func findsTheSelector() {
    #expect(LogQL.selectorText(of: #"sum(rate({a="b", c="d"} |= "x" [5m]))"#) == #"{a="b", c="d"}"#)
    #expect(LogQL.selectorText(of: "1 + 1") == nil)
    #expect(LogQL.selectorText(of: "{a=") == nil)
  }

  @Test(arguments: [
    (#"{a="b"}"#, #"{a="b"} | n="v""#),
    ("{a=\"b\"} | json # note", "{a=\"b\"} | json | n=\"v\" # note"),
    (#"rate({a="b"}[5m])"#, #"rate({a="b"} | n="v"[5m])"#),
    (
      #"sum_over_time({a="b"} | json | unwrap x [5m])"#,
      #"sum_over_time({a="b"} | json | n="v" | unwrap x [5m])"#
    ),
    (#"rate({a="b"}[1m]) / rate({c="d"}[1m])"#, #"rate({a="b"} | n="v"[1m]) / rate({c="d"} | n="v"[1m])"#),
  ]) func appendsALabelFilter(text: String, edited: String) throws {
    #expect(try LogQL.addingLabelFilter(to: text, name: "n", op: .equal, value: "v") == edited)
    _ = try LogQL.parse(edited)
  }

  @Test func quotesWhatItAppends() throws {
    let edited = try LogQL.addingLineFilter(to: #"{a="b"}"#, op: .excludes, value: "say \"hi\"\\")
    #expect(edited == #"{a="b"} != "say \"hi\"\\""#)
  }

  @Test func replacesVariablesOutsideStrings() {
    let text = #"rate({a="$__interval"}[$__interval]) + rate({a="b"}[${__range}])"#
    let replaced = LogQL.substituting(interval: .milliseconds(1500), range: .seconds(3600), in: text)
    #expect(replaced == #"rate({a="$__interval"}[1500ms]) + rate({a="b"}[3600s])"#)
  }

  @Test(arguments: [
    ("1h30m", 5_400_000_000_000), ("1.5s", 1_500_000_000), ("250µs", 250_000), ("-2m", -120_000_000_000),
    ("0", 0),
  ]) func readsDurations(text: String, nanoseconds: Int64) {
    #expect(LogUnits.duration(text) == nanoseconds)
  }

  @Test(arguments: ["", "5", "m", "5 m", "9999999999y", "1h2"]) func refusesOtherDurations(text: String) {
    #expect(LogUnits.duration(text) == nil)
  }

  @Test(arguments: [("20KB", 20_000.0), ("1.5 MiB", 1_572_864), ("7", 7), ("3b", 3)])
  func readsSizes(text: String, count: Double) {
    #expect(LogUnits.bytes(text) == count)
  }
}

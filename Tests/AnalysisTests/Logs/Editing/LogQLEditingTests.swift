import Analysis
import Languages
import Telemetry
import Testing

@Suite struct LogQLEditingTests {
  @Test(arguments: [
    (#"{app="a"}"#, "pod", "p1", false, #"{app="a", pod="p1"}"#),
    (#"{app="a"}"#, "pod", "p1", true, #"{app="a", pod!="p1"}"#),
    (#"{app="a", pod!="p1"} |= "x""#, "pod", "p1", false, #"{app="a", pod="p1"} |= "x""#),
    (#"{app="a", pod="p1"}"#, "pod", "p1", true, #"{app="a", pod!="p1"}"#),
    (#"{pod="p1"}"#, "pod", "p1", true, #"{pod!="p1", pod=~".+"}"#),
    (#"{pod="p1"}"#, "pod", "p1", false, #"{pod="p1"}"#),
    (#"{pod="p1"}"#, "pod", "p2", false, #"{pod="p2"}"#),
    (#"{app=~".+"} | json"#, "app", "a", false, #"{app="a"} | json"#),
    (#"{app=~"a|b"}"#, "app", "a", false, #"{app=~"a|b", app="a"}"#),
    (#"{}"#, "app", "a\"b", true, #"{app!="a\"b", app=~".+"}"#),
    (
      #"sum(rate({app="a"} [5m])) / sum(rate({app="b"} [5m]))"#, "pod", "p", false,
      #"sum(rate({app="a", pod="p"} [5m])) / sum(rate({app="b", pod="p"} [5m]))"#
    ),
  ]) func labels(text: String, name: String, value: String, isExcluded: Bool, expected: String) throws {
    let edited = try LogQL.including(name, value, at: .label, in: text, isExcluded: isExcluded)
    #expect(edited == expected)
    _ = try LogQL.parse(edited)
  }

  @Test(arguments: [
    (#"{app="a"}"#, FieldTally.Place.json, false, #"{app="a"} | json | code="500""#),
    (#"{app="a"} | json"#, .json, false, #"{app="a"} | json | code="500""#),
    (#"{app="a"} | json x="y""#, .json, false, #"{app="a"} | json x="y" | json | code="500""#),
    (#"{app="a"} |= "x""#, .logfmt, true, #"{app="a"} |= "x" | logfmt | code!="500""#),
    (#"{app="a"}"#, .metadata, false, #"{app="a"} | code="500""#),
    (#"{app="a"} | json"#, .parsed, true, #"{app="a"} | json | code!="500""#),
    (#"{app="a"} | json | code!="500""#, .json, false, #"{app="a"} | json | code="500""#),
    (#"{app="a"} | code="500" # why"#, .metadata, false, #"{app="a"} | code="500" # why"#),
    (#"{app="a"} | x="1", code="500" | y=2"#, .metadata, true, #"{app="a"} | x="1" and code!="500" | y=2"#),
    (#"{app="a"} | x="1" or code="500""#, .metadata, true, #"{app="a"} | x="1" or code="500" | code!="500""#),
    (
      #"rate({app="a"} | logfmt | unwrap took [5m])"#, .logfmt, false,
      #"rate({app="a"} | logfmt | code="500" | unwrap took [5m])"#
    ),
  ]) func fields(text: String, place: FieldTally.Place, isExcluded: Bool, expected: String) throws {
    let edited = try LogQL.including("code", "500", at: place, in: text, isExcluded: isExcluded)
    #expect(edited == expected)
    _ = try LogQL.parse(edited)
  }

  @Test func existsOrNot() throws {
    #expect(try LogQL.requiring("pod", at: .label, in: #"{app="a"}"#) == #"{app="a", pod=~".+"}"#)
    #expect(
      try LogQL.requiring("pod", at: .label, in: #"{app="a", pod=~".+"}"#, isAbsent: true)
        == #"{app="a", pod=""}"#)
    let some = try LogQL.requiring("user", at: .json, in: #"{app="a"}"#)
    #expect(some == #"{app="a"} | json | user!="""#)
    #expect(
      try LogQL.requiring("user", at: .json, in: some, isAbsent: true) == #"{app="a"} | json | user="""#)
  }

  @Test(arguments: [
    (#"{app="a"} | json"#, false, #"{app="a"} |= "x" | json"#),
    (#"{app="a"} |= "y" | json |= "z""#, true, #"{app="a"} |= "y" != "x" | json |= "z""#),
    (#"{app="a"} | json != "x""#, false, #"{app="a"} | json |= "x""#),
    (#"{app="a"} |= "x""#, false, #"{app="a"} |= "x""#),
    (#"{app="a"} | json | line_format "{{.m}}""#, false, #"{app="a"} | json | line_format "{{.m}}" |= "x""#),
    (#"{app="a"} |= "x" or "y""#, true, #"{app="a"} |= "x" or "y" != "x""#),
  ]) func lines(text: String, isExcluded: Bool, expected: String) throws {
    #expect(try LogQL.includingLine("x", in: text, isExcluded: isExcluded) == expected)
  }

  @Test func patterns() throws {
    let template = LogTemplate("a <_> b")
    let kept = try LogQL.including(template, in: #"{app="a"}"#)
    #expect(kept == #"{app="a"} |> "a <_> b""#)
    #expect(try LogQL.including(template, in: kept, isExcluded: true) == #"{app="a"} !> "a <_> b""#)
    #expect(
      try LogQL.including(template, in: #"{app="a"}"#, knowsPatterns: false)
        == #"{app="a"} |~ "(?s)^a .* b$""#)
  }

  @Test func minimumLevel() throws {
    let warn = try LogQL.minimumLevel(.warn, in: #"{app="a"} |= "x""#)
    #expect(warn == #"{app="a"} |= "x" | detected_level=~"warn|warning|error|critical|fatal""#)
    let error = try LogQL.minimumLevel(.error, in: warn)
    #expect(error == warn + #" | detected_level=~"error|critical|fatal""#, "what the query asks itself stays")
    #expect(try LogQL.minimumLevel(.unknown, in: warn) == warn)
    #expect(try LogQL.minimumLevel(.unknown, in: #"{app="a"}"#) == #"{app="a"}"#)
  }

  @Test func whatCannotBeReadSaysWhy() {
    #expect(throws: SyntaxError.self) { try LogQL.including("a", "b", at: .label, in: "{a=") }
    #expect(throws: SyntaxError.self) { try LogQL.includingLine("b", in: "") }
  }

  @Test(arguments: [
    (
      FieldQuery("took", at: .logfmt, type: .duration), #"{app="a"} |= "x""#,
      #"quantile_over_time(0.99, {app="a"} |= "x" | logfmt | unwrap duration(took) | __error__="" [300s]) by ()"#
    ),
    (
      FieldQuery("size", at: .json, type: .bytes), #"{app="a"} | json"#,
      #"quantile_over_time(0.99, {app="a"} | json | unwrap bytes(size) | __error__="" [300s]) by ()"#
    ),
    (
      FieldQuery("n", at: .metadata, type: .int), #"sum(rate({app="a"} | unwrap x [1m]))"#,
      #"quantile_over_time(0.99, {app="a"} | unwrap n | __error__="" [300s]) by ()"#
    ),
  ]) func quantiles(field: FieldQuery, text: String, expected: String) throws {
    let asked = try #require(field.quantile(0.99, of: text, over: .seconds(300)))
    #expect(asked == expected)
    _ = try LogQL.parse(asked)
  }

  @Test func countsOfValues() {
    let field = FieldQuery("code", at: .json)
    #expect(
      field.topValues(5, of: #"{a="b"}"#, over: .seconds(60))
        == #"topk(5, sum by (code) (count_over_time({a="b"} | json [60s])))"#)
    #expect(field.quantile(0.5, of: #"{a="b"}"#, over: .seconds(60)) == nil)
    #expect(field.counts(of: "{broken", each: .seconds(1)) == nil)
  }
}

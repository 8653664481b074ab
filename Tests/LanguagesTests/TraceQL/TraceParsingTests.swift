import Languages
import Testing

@Suite struct TraceParsingTests {
  private func condition(_ text: String) throws -> FieldExpression? {
    try TraceQL.parse(text).query.firstFilter?.condition
  }

  @Test func readsAScopedComparison() throws {
    #expect(
      try condition(#"{ resource.service.name = "jellyfin" }"#)
        == .binary(
          .equal, .field(.attribute(.resource, "service.name")), .literal(.string("jellyfin"))))
  }

  @Test(arguments: [
    ("span:name", TraceIntrinsic.name), ("name", .name), ("span:duration", .duration),
    ("trace:duration", .traceDuration), ("traceDuration", .traceDuration),
    ("trace:rootService", .rootServiceName), ("rootName", .rootName), ("trace:id", .traceID),
    ("event:timeSinceStart", .eventTime), ("link:spanID", .linkSpanID),
    ("instrumentation:version", .instrumentationVersion), ("span:childCount", .childCount),
  ]) func oldAndNewIntrinsicsMeanTheSame(spelling: String, intrinsic: TraceIntrinsic) throws {
    #expect(
      try condition("{ \(spelling) != nil }")
        == .binary(.notEqual, .field(.intrinsic(intrinsic)), .literal(.nil)))
  }

  @Test(arguments: [
    (#""a\n\"b""#, TraceLiteral.string("a\n\"b")), ("`a\\b`", .string("a\\b")), ("12", .int(12)),
    ("-3", .int(-3)), ("1.5", .float(1.5)), (".5", .float(0.5)), ("2e3", .float(2000)),
    ("1.5s", .duration(1_500_000_000)), ("1h30m", .duration(5_400_000_000_000)),
    ("100ms", .duration(100_000_000)), ("7us", .duration(7000)), ("5m", .duration(300_000_000_000)),
    ("true", .bool(true)), ("error", .status(.error)), ("server", .kind(.server)), ("nil", .nil),
  ]) func readsConstants(text: String, literal: TraceLiteral) throws {
    #expect(
      try condition("{ .a = \(text) }") == .binary(.equal, .field(.attribute(nil, "a")), .literal(literal)))
  }

  @Test(arguments: [
    (#"span."a b""#, TraceField.attribute(.span, "a b")), (#"."x.y z".w"#, .attribute(nil, "x.y z.w")),
    ("span.foo-bar", .attribute(.span, "foo-bar")),
    ("event.exception.type", .attribute(.event, "exception.type")),
    ("link.kind", .attribute(.link, "kind")), ("instrumentation.x", .attribute(.instrumentation, "x")),
  ]) func readsAttributeNames(text: String, field: TraceField) throws {
    #expect(try condition("{ \(text) = 1 }") == .binary(.equal, .field(field), .literal(.int(1))))
  }

  @Test func andOrGroupFromTheLeftAsInTempo() throws {
    let left = try condition("{ .a = 1 || .b = 2 && .c = 3 }")
    let grouped = try condition("{ (.a = 1 || .b = 2) && .c = 3 }")
    #expect(left == grouped)
  }

  @Test func structuralOperatorsBindTighterThanSets() throws {
    #expect(try TraceQL.parse("{} || {.a=1} >> {.b=1}") == TraceQL.parse("{} || ({.a=1} >> {.b=1})"))
    #expect(try TraceQL.parse("{} || {.a=1} >> {.b=1}") != TraceQL.parse("({} || {.a=1}) >> {.b=1}"))
  }

  @Test func arithmeticInsideConditions() throws {
    #expect(try condition("{ .a + 2 * .b > 1s - -2ms }") == condition("{ (.a + (2 * .b)) > (1s - (-2ms)) }"))
    #expect(try condition("{ 2 ^ 3 ^ .a = 1 }") == condition("{ 2 ^ (3 ^ .a) = 1 }"))
  }

  @Test(arguments: [
    ("{} | rate()", true), ("{} | count() > 2", false), ("{}", false),
    ("({} | rate()) / ({} | rate())", true), ("{} | compare({status=error})", true),
  ]) func knowsMetrics(text: String, isMetrics: Bool) throws {
    #expect(try TraceQL.parse(text).isMetrics == isMetrics)
  }

  @Test func readsHints() throws {
    let expression = try TraceQL.parse("{} | rate() with(exemplars=true, sample=0.1)")
    #expect(expression.hint("exemplars") == .bool(true))
    #expect(expression.hint("sample") == .float(0.1))
    #expect(expression.hint("most_recent") == nil)
  }
}

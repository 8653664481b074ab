import Languages
import Testing

@Suite struct FormattingTests {
  @Test func shortQueriesStayOnOneLine() throws {
    #expect(try PromQL.formatted("sum by(job)( up )") == "sum by (job) (up)")
    #expect(try LogQL.formatted("{a=\"b\"}|json|x=\"y\"") == "{a=\"b\"} | json | x=\"y\"")
    #expect(try TraceQL.formatted("{status=error}|rate()") == "{ status = error } | rate()")
  }

  @Test func longPromQLIsOnePartALine() throws {
    let text =
      "histogram_quantile(0.99,sum by(le,service)(rate(x_bucket{service=\"a\",code!=\"500\"}[$__rate_interval]))) > bool on(service) y"
    #expect(
      try PromQL.formatted(text, width: 50) == """
        histogram_quantile(
          0.99,
          sum by (le, service) (
            rate(
              x_bucket{
                service="a",
                code!="500"
              }[$__rate_interval]
            )
          )
        )
        > bool on (service) y
        """)
  }

  @Test func longLogQLIsOneStageALine() throws {
    let text =
      "sum by (level)(count_over_time({service_name=\"jellyfin\"}|=\"error\"|json|level=~\"warn|error\"[5m]))/2"
    #expect(
      try LogQL.formatted(text, width: 50) == """
        sum by (level) (
          count_over_time(
            {service_name="jellyfin"}
              |= "error"
              | json
              | level=~"warn|error" [5m]
          )
        )
        / 2
        """)
  }

  @Test func longTraceQLIsOneConditionALine() throws {
    let text =
      "{resource.service.name=\"jellyfin\"&&duration>3s&&(status=error||span.retries>2)}|rate()by(name)"
    #expect(
      try TraceQL.formatted(text, width: 50) == """
        { resource.service.name = "jellyfin"
          && duration > 3s
          && (status = error || span.retries > 2)
        }
          | rate() by(name)
        """)
  }

  @Test(arguments: [
    "a", "-sum(rate(x[5m])) / on (a) group_left (b) (y{c=\"d\",e=~\"f\"} offset 5m)",
    "max_over_time((a + b * c)[1h:5m] @ end()) and {\"odd.name\",x=\"y\",\"odd label\"!=\"z\"}",
    "label_replace(topk(5, sum without (x) (y)), \"a\", \"$1\", \"b\", \"(.*)\")",
  ])
  func formattedPromQLMeansTheSame(text: String) throws {
    for width in [1, 20, 40, 200] {
      let formatted = try PromQL.formatted(text, width: width)
      #expect(try PromQL.parse(formatted) == PromQL.parse(text))
      #expect(try PromQL.formatted(formatted, width: width) == formatted)
    }
  }

  @Test(arguments: [
    "{a=\"b\", c!=\"d\"} |= \"e\" != \"f\" | logfmt --strict x=\"y\" | (g=\"h\" or i>5) and j=~\"k\" | line_format \"{{.a}}\"",
    "(sum(rate({a=\"b\"}[5m])) + 2) * quantile_over_time(0.99, {c=\"d\"} | json | unwrap duration(x) [1h] offset 5m) by (y)",
    "label_replace(rate({a=\"b\"}[1m]), \"x\", \"y\", \"z\", \"w\") > bool on (a) group_left (b) topk(5, rate({c=\"d\"}[1m]))",
  ])
  func formattedLogQLMeansTheSame(text: String) throws {
    for width in [1, 20, 40, 200] {
      let formatted = try LogQL.formatted(text, width: width)
      #expect(try LogQL.parse(formatted).description == LogQL.parse(text).description)
    }
  }

  @Test(arguments: [
    "{ a.b = 1 && .c = 2 } >> { status = error && name = \"x\" } | count() > 2",
    "{ resource.service.name = \"x\" && (a.b || .c) && !(.d) } | rate() by(name) with(exemplars=true)",
    "{ a.b } && ({ .c } | count() > 1) | select(span.x, .y) | by(name)",
  ])
  func formattedTraceQLMeansTheSame(text: String) throws {
    let text = text.replacing("a.b", with: "span.b")
    for width in [1, 20, 40, 200] {
      let formatted = try TraceQL.formatted(text, width: width)
      #expect(try TraceQL.parse(formatted).description == TraceQL.parse(text).description)
    }
  }

  @Test func brokenTextIsRefused() {
    #expect(throws: SyntaxError.self) { try PromQL.formatted("sum(") }
    #expect(throws: SyntaxError.self) { try LogQL.formatted("{a=") }
    #expect(throws: SyntaxError.self) { try TraceQL.formatted("{ a.") }
  }
}

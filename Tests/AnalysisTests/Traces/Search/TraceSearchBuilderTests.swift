import Analysis
import Languages
import Testing

@Suite struct TraceSearchBuilderTests {
  private typealias Row = TraceSearchBuilder.Row

  @Test func makesAQuery() {
    let builder = TraceSearchBuilder(rows: [
      Row(.service, .equal, "jellyfin"), Row(.operation, .matches, "GET .*"), Row(.status, .equal, "error"),
      Row(.duration, .greater, "1.5s"), Row(.attribute(.attribute(.span, "http.response.status_code")), .equal, "500"),
      Row(.attribute(.attribute(.span, "odd key")), .equal, "\"500\""), Row(.kind, .equal, "server"),
      Row(.attribute(.attribute(nil, "ok")), .equal, "true"), Row(.operation), Row(.duration, .less, "soon"),
    ])
    #expect(
      builder.text
        == "{ resource.service.name = \"jellyfin\" && name =~ \"GET .*\" && status = error && duration > 1s500ms"
        + " && span.http.response.status_code = 500 && span.\"odd key\" = \"500\" && kind = server && .ok = true }")
    #expect(TraceSearchBuilder().text == "{}")
  }

  @Test(arguments: [
    (Row(.duration, .greater, "soon"), "a duration such as 300ms or 1.5s"),
    (Row(.status, .equal, "bad"), "error, ok or unset"),
    (Row(.kind, .equal, "x"), "server, client, internal, producer or consumer"),
    (Row(.duration, .greater, "3s"), nil), (Row(.operation, .equal, "42"), nil), (Row(.status), nil),
  ]) private func saysWhatIsWrong(row: Row, problem: String?) {
    #expect(row.problem == problem)
  }

  @Test(arguments: [
    "{}", "{ resource.service.name = \"a b\" && duration > 3s }", "{ span.x = \"500\" }", "{ span.x = 500 }",
    "{ span.x = \"true\" && span.y = true && .z >= 1.5 }", "{ name =~ \"a\\\\d+\" }", "{ span.x != nil }",
    "{ span.x = \"nil\" }", "{ status = error && kind = client }", "{ span.\"odd key\" = \"say \\\"hi\\\"\" }",
    "{ name = \"\" }", "{ duration > 1h2m3s }", "{ resource.service.name = \"42\" }", "{ span:childCount > 3 }",
  ]) func comesBackFromItsOwnQuery(text: String) throws {
    let builder = try #require(TraceSearchBuilder(TraceQL: text))
    #expect(try TraceQL.parse(builder.text) == TraceQL.parse(text))
  }

  @Test(arguments: [
    "{ .a = 1 || .b = 2 }", "{} | count() > 2", "{ .a + 1 = 2 }", "{} >> {}", "{ !(.a = 1) }", "{ .a = .b }",
    "{} with(most_recent=true)", "{ broken",
  ]) func doesNotTakeWhatRowsCannotShow(text: String) {
    #expect(TraceSearchBuilder(TraceQL: text) == nil)
  }

  @Test func namesSimpleSubjects() throws {
    let builder = try #require(TraceSearchBuilder(TraceQL: "{ resource.service.name = \"a\" && span.b = 1 }"))
    #expect(builder.rows.map(\.subject) == [.service, .attribute(.attribute(.span, "b"))])
    #expect(builder.rows.map(\.value) == ["a", "1"])
  }

  @Test func includesAndExcludes() throws {
    let disk = TraceField.attribute(.span, "disk")
    let add = { (text: String, isExcluded: Bool) in
      try TraceSearchBuilder.including(disk, .string("sdb"), in: text, isExcluded: isExcluded)
    }
    #expect(try add("", false) == "{ span.disk = \"sdb\" }")
    #expect(try add("{ status = error } | rate()", true) == "{ status = error && span.disk != \"sdb\" } | rate()")
    #expect(try add("{ span.disk != \"sdb\" && status = error }", false) == "{ span.disk = \"sdb\" && status = error }")
    #expect(try add("{ span.disk = \"sdb\" }", true) == "{ span.disk != \"sdb\" }")
    #expect(try add("{ span.disk = \"sdb\" }", false) == "{ span.disk = \"sdb\" }")
    #expect(throws: SyntaxError.self) { try add("{", false) }
  }
}

import Foundation
import Testing

extension EndToEnd {
  /// `trace` and `search` without the console.
  @Suite(.serialized) struct TraceVerbTests {
    private static let start: Int64 = 1_795_000_000_000_000_000

    /// One batch a line, as the OpenTelemetry collector's file exporter writes.
    private static func batches(_ count: Int) -> String {
      (0..<count).map { index in
        let parent = index == 0 ? "" : #""parentSpanId":"0000000000000001","#
        let span =
          #"{"traceId":"\#(RefusingTempo.id)","spanId":"\#(String(format: "%016x", index + 1))",\#(parent)"#
          + #""name":"step \#(index)","startTimeUnixNano":"\#(start + Int64(index))","#
          + #""endTimeUnixNano":"\#(start + 1_000_000_000)"}"#
        let resource = #"{"attributes":[{"key":"service.name","value":{"stringValue":"batch"}}]}"#
        return #"{"resourceSpans":[{"resource":\#(resource),"scopeSpans":[{"spans":[\#(span)]}]}]}"# + "\n"
      }.joined()
    }

    @Test func batchesALineFromStandardInput() throws {
      let directory = try Directory()
      let file = try directory.file("batches.jsonl", Self.batches(200))
      let ran = try Invocation(
        "/bin/sh", ["-c", "nightjar trace --file - --width 100 < '\(file)'"],
        environment: cleanEnvironment(home: directory.path))
      #expect(ran.status == 0 && ran.errors.isEmpty, "\(ran.errors)")
      for index in [0, 1, 199] { #expect(ran.output.contains("step \(index)")) }
      #expect(ran.output.split(separator: "\n").allSatisfy { $0.count <= 100 }, "drawn at the width asked for")
    }

    @Test func aTraceThatIsRefusedWholeIsOpenedByParts() throws {
      let server = try FakeServer(target: RefusingTempo(start: Self.start).reply)
      let directory = try Directory()
      let file = try directory.file("config.yaml", configuration(tempo: server.url))
      let ran = try nightjar(["trace", RefusingTempo.id, "-o", "json", "--config", file])
      #expect(ran.status == 0, "\(ran.errors)")
      #expect(ran.errors.contains("opened by parts: roots, errors and spans over 100 ms"), "\(ran.errors)")
      #expect(ran.errors.contains("max bytes: 5000000"), "the server's own words")
      let spans = try #require(try ran.object["spans"] as? [[String: Any]])
      #expect(spans.compactMap { $0["name"] as? String }.sorted() == ["POST /checkout", "SELECT stock", "charge the card"])
    }

    @Test func inTheConsoleByItsID() throws {
      let now = Int64(Date().timeIntervalSince1970) * 1_000_000_000
      let server = try FakeServer(target: RefusingTempo(start: now - 60_000_000_000).reply)
      let terminal = try Terminal()
      let file = try terminal.home.file("config.yaml", configuration(tempo: server.url))
      try terminal.run("nightjar --config \(file)")
      try terminal.wait(for: "SLO budgets")
      try terminal.press("3")
      try terminal.wait(for: "traceql›")
      try terminal.press("i", "C-u")
      try terminal.type(RefusingTempo.id)
      try terminal.press("Enter")
      try terminal.wait(for: "the spans that fit, said to be parts") { screen in
        ["charge the card", "SELECT stock", "3 spans", "parts"].allSatisfy(screen.text.contains)
      }
      try terminal.press("BSpace")
      let list = try terminal.wait(for: "traceql›")
      #expect(!list.text.contains("› \(RefusingTempo.id)"), "the query is as it was")
      try terminal.quit()
    }

    @Test func searchPrintsSelectedAttributes() throws {
      let ran = try nightjar([
        "demo", "search", "{ resource.service.name = \"jellyfin\" } | select(span.http.route)", "--limit", "5",
        "--seed", "7", "--at", "2026-11-20T23:41:07Z",
      ])
      #expect(ran.status == 0, "\(ran.errors)")
      #expect(ran.output.contains("http.route") && ran.output.contains("/Items"), "\(ran.output)")
      let wrong = try nightjar(["demo", "search", "{ duration > }"])
      #expect(wrong.status == 1 && wrong.output.isEmpty && wrong.errors.contains("syntax error"), "\(wrong)")
    }
  }
}

import Testing

extension EndToEnd {
  /// The same without the console, on the built-in homelab.
  @Suite(.serialized) struct DemoVerbTests {
    private static let fixed = ["--seed", "7", "--at", "2026-11-20T23:41:07Z"]

    @Test func theOverviewTellsWhatIsWrong() throws {
      let ran = try nightjar(["demo", "overview", "-o", "json"])
      #expect(ran.status == 0, "\(ran.errors)")
      let overview = try ran.object
      #expect(Set(overview.keys).isSuperset(of: ["slos", "probes", "alerts", "services", "sources"]))
      let worst = try #require((overview["slos"] as? [[String: Any]])?.first)
      #expect(worst["service"] as? String == "jellyfin", "the worst is first")
      #expect(worst["state"] as? String == "page")
    }

    @Test func withoutAVerbOrATerminalTheOverviewIsPrinted() throws {
      let ran = try nightjar(["demo", "overview"])
      #expect(ran.status == 0 && ran.output.contains("jellyfin"), "\(ran)")
    }

    /// A file is read without a source, and without a configuration.
    @Test func aTraceFromAFile() throws {
      let directory = try Directory()
      let span = #"{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7","name":"GET /","#
        + #""startTimeUnixNano":"1000000000","endTimeUnixNano":"1250000000"}"#
      let resource = #"{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]}"#
      let batch = #"{"resourceSpans":[{"resource":"# + resource + #","scopeSpans":[{"spans":["# + span + "]}]}]}"
      let file = try directory.file("trace.json", batch)
      let ran = try nightjar(["trace", "--file", file, "-o", "json"])
      #expect(ran.status == 0, "\(ran.errors)")
      #expect(try ran.object["duration"] as? Double == 0.25)
      #expect(try ran.object["services"] as? [String] == ["shop"])
      let drawn = try nightjar(["trace", "--file", file, "--width", "80"])
      #expect(drawn.status == 0 && drawn.output.contains("shop GET /"), "\(drawn)")
      let broken = try nightjar(["trace", "--file", try directory.file("half.json", String(batch.dropLast(9)))])
      #expect(broken.status == 2 && broken.output.isEmpty && broken.errors.contains("half.json"), "\(broken)")
      let missing = try nightjar(["trace", "--file", directory.path + "/none.json"])
      #expect(missing.status == 2 && missing.errors.contains("No such file"), "\(missing)")
    }

    @Test func aQuery() throws {
      let ran = try nightjar(["demo", "query", "count(up)", "-o", "json"])
      #expect(ran.status == 0, "\(ran.errors)")
      #expect(try (ran.object["series"] as? [Any])?.count == 1)
    }

    @Test func searchThenTraceThenLogs() throws {
      let search = try nightjar(
        ["demo", "search", "{ resource.service.name = \"jellyfin\" && duration > 3s }", "-o", "json"] + Self.fixed)
      #expect(search.status == 0, "\(search.errors)")
      let traces = try #require(try search.object["traces"] as? [[String: Any]])
      let identifier = try #require(traces.first?["traceId"] as? String)
      #expect(identifier.count == 32)

      let trace = try nightjar(["demo", "trace", identifier, "-o", "json"] + Self.fixed)
      #expect(trace.status == 0, "\(trace.errors)")
      let spans = try #require(try trace.object["spans"] as? [[String: Any]])
      #expect(try trace.object["traceId"] as? String == identifier)
      #expect(spans.contains { $0["critical"] as? Bool == true })

      let jump = try nightjar(["demo", "jump", "trace:\(identifier)", "-o", "json"] + Self.fixed)
      #expect(jump.status == 0, "\(jump.errors)")
      let jumps = try #require(try jump.object["jumps"] as? [[String: Any]])
      #expect(jumps.contains { $0["to"] as? String == "logs" && $0["strength"] as? String == "identity" })

      let drawn = try nightjar(["demo", "trace", identifier, "--width", "120"] + Self.fixed)
      #expect(drawn.status == 0 && drawn.output.contains("jellyfin"), "\(drawn)")
    }

    @Test func logsAreOneObjectALine() throws {
      let ran = try nightjar(["demo", "logs", "{service_name=\"nas\"}", "--limit", "5", "-o", "jsonl"])
      #expect(ran.status == 0, "\(ran.errors)")
      let lines = ran.output.split(separator: "\n")
      #expect(lines.count == 5)
      for line in lines {
        let keys = try Invocation.object(String(line)).keys
        #expect(Set(keys).isSuperset(of: ["time", "level", "source", "labels", "metadata", "line", "traceId"]))
      }
    }

    @Test(arguments: [
      ["demo", "overview", "-o", "json"], ["demo", "overview"], ["demo", "query", "up", "--range"],
      ["demo", "logs", "{service_name=\"jellyfin\"}", "--limit", "50"], ["demo", "search", "{}"],
    ])
    func sameSeedAndTimeGiveTheSameBytes(arguments: [String]) throws {
      let (first, second) = (try nightjar(arguments + Self.fixed), try nightjar(arguments + Self.fixed))
      #expect(first.status == 0, "\(first.errors)")
      #expect(first.output == second.output && !first.output.isEmpty)
    }
  }
}

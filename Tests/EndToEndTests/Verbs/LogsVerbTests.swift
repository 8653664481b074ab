import Foundation
import Testing

extension EndToEnd {
  /// Lines of Lokis with limits, read in pages and merged.
  @Suite(.serialized) struct LogsVerbTests {
    private static let range = ["--from", "\(PagedLoki.start)", "--to", "\(PagedLoki.start + 60)"]

    private func times(_ ran: Invocation) throws -> [String] {
      try ran.output.split(separator: "\n").map {
        try #require(try Invocation.object(String($0))["time"] as? String)
      }
    }

    @Test func anyNumberOfLinesWhateverTheServersLimit() throws {
      let loki = PagedLoki(name: "api", count: 3000, largest: 700)
      let server = try FakeServer(target: loki.reply)
      let directory = try Directory()
      let file = try directory.file("config.yaml", configuration(loki: server.url))
      let ran = try nightjar(
        ["logs", "{job=\"api\"}", "--limit", "2500", "-o", "jsonl", "--config", file] + Self.range)
      #expect(ran.status == 0 && ran.errors.isEmpty, "\(ran.errors)")
      let times = try times(ran)
      #expect(times.count == 2500 && Set(times).count == 2500)
      #expect(times == times.sorted(by: >), "newest first")
    }

    @Test func severalLokisAreOneOrderOfTime() throws {
      let servers = try [("api", 1500), ("web", 900)].map { name, count in
        (name, try FakeServer(target: PagedLoki(name: name, count: count, largest: 400).reply))
      }
      let sources = servers.map { "  - {name: \($0), uid: \($0), type: loki, url: \"\($1.url)\"}\n" }
      let directory = try Directory()
      let file = try directory.file("config.yaml", "datasources:\n" + sources.joined())
      let ran = try nightjar(["logs", "{job=~\".+\"}", "--limit", "2000", "--config", file] + Self.range)
      #expect(ran.status == 0 && ran.errors.isEmpty, "\(ran.errors)")
      let lines = ran.output.split(separator: "\n")
      #expect(lines.count == 2000 && Set(lines).count == 2000)
      let times = lines.map { $0.prefix { $0 != " " } }
      #expect(times == times.sorted(), "oldest first, so that the newest stands above the prompt")
      #expect(lines.count { $0.contains(" web ") } == 900 - 200, "the newest 2000 of 2400, \(lines.count)")
    }

    /// Time goes on in the built-in homelab too, and a reader that has enough ends the writer.
    @Test func followsTheHomelabAsTimeGoesOn() throws {
      let home = try Directory()
      let ran = try Invocation(
        "/bin/sh",
        ["-c", #""$0" demo logs '{service_name=~".+"}' --follow --limit 1 -o jsonl | head -n 5"#,
          Surroundings.binary ?? "nightjar"],
        environment: cleanEnvironment(home: home.path))
      let times = try times(ran)
      #expect(times.count == 5 && times == times.sorted(), "\(ran.output) \(ran.errors)")
    }
  }
}

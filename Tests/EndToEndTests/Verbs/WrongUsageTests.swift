import Testing

extension EndToEnd {
  /// Wrong usage and wrong configuration end with 2 and say what was expected.
  @Suite(.serialized) struct WrongUsageTests {
    @Test(arguments: [
      ("datasource: []\n", "config.yaml:1:", "datasources"),
      ("datasources:\n  - name: P\n    type: loki\n    url: localhost:3100\n", "config.yaml:4:", "http://"),
      ("refresh: soon\n", "config.yaml:1:", "duration"),
      ("theme: night\nkeys: {a: [b}\n", "config.yaml:2:", "YAML"),
    ])
    func configuration(text: String, place: String, expected: String) throws {
      let directory = try Directory()
      let file = try directory.file("config.yaml", text)
      for arguments in [["--config", file], ["query", "up", "--config", file]] {
        let ran = try nightjar(arguments)
        #expect(ran.status == 2 && ran.output.isEmpty, "\(ran)")
        #expect(ran.errors.contains(place) && ran.errors.contains(expected), "\(ran.errors)")
      }
    }

    @Test func aConfigurationThatIsNotThere() throws {
      let ran = try nightjar(["query", "up", "--config", "/nowhere/config.yaml"])
      #expect(ran.status == 2 && ran.errors.contains("/nowhere/config.yaml"), "\(ran)")
    }

    @Test(arguments: [
      ["query"], ["query", "up", "--no-such-option"], ["demo", "trace", "not-an-id"],
      ["demo", "query", "up", "-o", "xml"], ["demo", "query", "up", "--since", "yesterday"],
    ])
    func arguments(arguments: [String]) throws {
      let ran = try nightjar(arguments)
      #expect(ran.status == 2 && ran.output.isEmpty && !ran.errors.isEmpty, "\(ran)")
    }

    @Test(arguments: [["--help"], ["query", "--help"], ["demo", "--help"], ["--version"]])
    func help(arguments: [String]) throws {
      let ran = try nightjar(arguments)
      #expect(ran.status == 0 && !ran.output.isEmpty, "\(ran)")
    }

    @Test func withoutATerminalTheConsoleSaysSo() throws {
      let ran = try nightjar(["demo"])
      #expect(!ran.output.contains("\u{1b}"), "no screen is drawn into a pipe")
      #expect(!(ran.output + ran.errors).isEmpty)
    }
  }
}

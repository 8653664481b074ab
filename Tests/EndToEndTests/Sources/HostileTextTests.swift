import Foundation
import Testing

extension EndToEnd {
  /// Controls, escape sequences and bidirectional overrides of servers never reach the terminal as
  /// what they are.
  @Suite(.serialized) struct HostileTextTests {
    /// Sets the window's title, clears the screen, rings, turns the text round: in JSON's notation.
    static let inJSON = #"HOSTILE\u001b]0;owned\u0007\u001b[2J\u009b31m\u202eback\u2066\r\b\u007f\u0000end"#
    static let raw = "HOSTILE\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}back\u{2066}\u{8}\u{7f}end"

    static let loki = #"{"status":"success","data":{"resultType":"streams","result":[{"stream":{"job":"JSON"},"#
      + #""values":[["TIME","JSON"]]}],"stats":{}}}"#
    static let vector = #"{"status":"success","data":{"resultType":"vector","result":"#
      + #"[{"metric":{"__name__":"up","host":"JSON"},"value":[1700000000,"1"]}]}}"#
    static let trace = #"{"trace":{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","#
      + #""value":{"stringValue":"JSON"}}]},"scopeSpans":[{"spans":[{"traceId":"S/kvNXezTaajzpKdDg5HNg==","#
      + #""spanId":"APBnqgupArc=","name":"JSON","kind":"SPAN_KIND_SERVER","startTimeUnixNano":"TIME","#
      + #""endTimeUnixNano":"TIME"}]}]}]}}"#
    static let alerts = #"{"status":"success","data":{"groups":[{"name":"g","file":"f","interval":1,"rules":["#
      + #"{"type":"alerting","state":"firing","name":"JSON","query":"up","duration":0,"labels":{},"annotations":{},"#
      + #""health":"ok","alerts":[{"labels":{"alertname":"JSON","severity":"page"},"annotations":{},"#
      + #""state":"firing","activeAt":"2026-01-01T00:00:00Z","value":"1e+00"}]}]}]}}"#

    /// A server of all three kinds whose every text is hostile.
    private static func hostileServer() throws -> FakeServer {
      let now = String(Int64(Date().timeIntervalSince1970) - 60) + "000000000"
      func fill(_ body: String) -> FakeServer.Reply {
        .json(
          body.replacingOccurrences(of: "JSON", with: inJSON).replacingOccurrences(of: "TIME", with: now))
      }
      let (loki, vector, trace, alerts) = (fill(loki), fill(vector), fill(trace), fill(alerts))
      return try FakeServer { path in
        switch path {
        case "/loki/api/v1/query_range": loki
        case "/api/v1/query": vector
        case "/api/v1/rules": alerts
        case let path where path.contains("/traces/"): trace
        default: .answer(status: 400, type: "text/plain", body: raw)
        }
      }
    }

    @Test(arguments: [
      ["query", "up"], ["logs", "{job=\"x\"}"], ["trace", "4bf92f3577b34da6a3ce929d0e0e4736"],
      ["query", "up", "-o", "json"], ["logs", "{job=\"x\"}", "-o", "jsonl"],
      ["trace", "4bf92f3577b34da6a3ce929d0e0e4736", "-o", "json"],
      ["search", "{}"], ["query", "up", "--range"],
    ])
    func onTheCommandLine(arguments: [String]) throws {
      let server = try Self.hostileServer()
      let directory = try Directory()
      let file = try directory.file(
        "config.yaml", configuration(prometheus: server.url, loki: server.url, tempo: server.url))
      let ran = try nightjar(arguments + ["--config", file])
      let said = ran.output + ran.errors
      #expect(said.contains("HOSTILE"), "the text itself is shown: \(ran)")
      expectHarmless(said)
    }

    @Test(arguments: ["1", "2", "3", "4"])
    func onTheScreen(key: String) throws {
      let server = try Self.hostileServer()
      let terminal = try Terminal()
      let file = try terminal.home.file(
        "config.yaml", configuration(prometheus: server.url, loki: server.url, tempo: server.url))
      let recording = terminal.home.path + "/sent"
      try terminal.record(to: recording)
      try terminal.run("nightjar --config \(file)")
      try terminal.wait(for: "SLO budgets")
      try terminal.press(key)
      try terminal.wait(for: "HOSTILE")
      let title = try terminal.tmux(["display-message", "-p", "#{pane_title}"])
      #expect(!title.contains("owned"))
      try terminal.quit()
      let sent = try Data(contentsOf: URL(fileURLWithPath: recording))
      let text = String(decoding: sent, as: UTF8.self)
      #expect(!text.contains("\u{1b}]0;owned"))
      for scalar in Self.forbidden where scalar != "\u{7}" && scalar != "\u{8}" {
        #expect(!text.unicodeScalars.contains(scalar), "U+\(String(scalar.value, radix: 16)) was sent")
      }
    }

    /// What no terminal must be sent out of a server's text. The bell and backspace are the screen's
    /// own to send.
    private static let forbidden: [Unicode.Scalar] = [
      "\u{7}", "\u{8}", "\u{7f}", "\u{9b}", "\u{202e}", "\u{2066}",
    ]

    private func expectHarmless(_ text: String) {
      for scalar in ["\u{1b}", "\r", "\0"] + Self.forbidden {
        #expect(!text.unicodeScalars.contains(scalar), "U+\(String(scalar.value, radix: 16)) was written")
      }
    }
  }
}

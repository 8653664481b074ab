import Foundation
import Testing

extension EndToEnd {
  /// A running Grafana instead of a configuration: its sources are asked through its proxy.
  @Suite(.serialized) struct LiveGrafanaTests {
    private static let listing = #"""
      [{"uid":"metrics","name":"Metrics","type":"prometheus","url":"http://inside:9090","jsonData":{}},
       {"uid":"db","name":"DB","type":"postgres","url":"inside:5432"}]
      """#

    private static func reply(_ path: String) -> FakeServer.Reply {
      switch path {
      case "/api/datasources": .json(listing)
      case "/api/datasources/proxy/uid/metrics/api/v1/query":
        .json(
          #"{"status":"success","data":{"resultType":"vector","result":"#
            + #"[{"metric":{"job":"through the proxy"},"value":[1795000000,"1"]}]}}"#)
      default: .answer(status: 404, type: "application/json", body: #"{"message":"Not found"}"#)
      }
    }

    private func run(_ server: FakeServer, _ arguments: [String]) throws -> Invocation {
      let directory = try Directory()
      let environment = cleanEnvironment(
        home: directory.path, adding: ["GRAFANA_URL": server.url, "GRAFANA_TOKEN": "glsa_verysecret"])
      return try Invocation("/bin/sh", ["-c", "nightjar \(arguments.joined(separator: " "))"], environment: environment)
    }

    @Test func asksItsSourcesThroughItsProxy() throws {
      let server = try FakeServer { Self.reply($0) }
      let ran = try run(server, ["query", "up", "-o", "json"])
      #expect(ran.status == 0, "\(ran.errors)")
      #expect(ran.output.contains("through the proxy"))
      let examined = try run(server, ["doctor", "-o", "json"])
      #expect(examined.output.contains(#""source":"metrics""#) || examined.output.contains(#""source": "metrics""#))
      #expect(!(ran.output + ran.errors + examined.output + examined.errors).contains("verysecret"))
    }

    @Test func saysThatTheTokenIsRefused() throws {
      let server = try FakeServer { _ in .answer(status: 401, type: "application/json", body: #"{"message":"Invalid API key"}"#) }
      let ran = try run(server, ["query", "up"])
      #expect(ran.status != 0 && ran.output.isEmpty)
      #expect(ran.errors.contains("GRAFANA_TOKEN") && !ran.errors.contains("verysecret"), "\(ran.errors)")
    }
  }
}

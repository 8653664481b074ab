import Backends
import Foundation
import Telemetry
import Testing

@testable import Curl

@Suite struct AnswerTests {
  private let loop = CurlLoop()

  @Test func bringsStatusHeadersAndBody() async throws {
    let server = try TestServer { _ in
      .answer(418, ["Content-Type": "text/plain", "X-A": "1"], Array("tea".utf8))
    }
    let transport = CurlTransport(loop: loop, endpoint: Endpoint(url: server.url))
    let response = try await transport.send(HTTPRequest(.get, "/x"))
    #expect(response.status == 418)
    #expect(response.contentType == "text/plain")
    #expect(response.headers["x-a"] == "1")
    #expect(response.body == Payload("tea"))
    #expect(server.requests.first?.headers["accept-encoding"]?.contains("gzip") == true)
    server.stop()
  }

  @Test func decompresses() async throws {
    let server = try TestServer { _ in .answer(200, ["Content-Encoding": "gzip"], Self.gzipped) }
    let transport = CurlTransport(loop: loop, endpoint: Endpoint(url: server.url))
    let response = try await transport.send(HTTPRequest(.get, "/"))
    #expect(response.body.text == String(repeating: "ok ", count: 1000))
    server.stop()
  }

  @Test func keepsThePathPrefixAndAddsParameters() async throws {
    let server = try TestServer { _ in .answer(200) }
    var endpoint = Endpoint(url: server.url + "/prom/")
    endpoint.parameters = [("dedup", "a b")]
    let transport = CurlTransport(loop: loop, endpoint: endpoint)
    let query = [HTTPRequest.Field("match[]", "{a=\"1\"}"), .init("match[]", "up")]
    _ = try await transport.send(HTTPRequest(.get, "/api/v1/..%2Fx", query: query))
    #expect(
      server.requests.map(\.target) == [
        "GET /prom/api/v1/..%2Fx?match%5B%5D=%7Ba%3D%221%22%7D&match%5B%5D=up&dedup=a%20b"
      ])
    server.stop()
  }

  @Test func sendsFormsAndJSON() async throws {
    let server = try TestServer { _ in .answer(200) }
    let transport = CurlTransport(loop: loop, endpoint: Endpoint(url: server.url))
    _ = try await transport.send(HTTPRequest(.post, "/f", body: .form([.init("query", "a+b")])))
    _ = try await transport.send(HTTPRequest(.post, "/j", body: .json(Array("{}".utf8))))
    _ = try await transport.send(HTTPRequest(.delete, "/d"))
    let requests = server.requests
    #expect(requests.map(\.target) == ["POST /f", "POST /j", "DELETE /d"])
    #expect(requests.map(\.body) == ["query=a%2Bb", "{}", ""])
    #expect(requests[0].headers["content-type"] == "application/x-www-form-urlencoded")
    #expect(requests[1].headers["content-type"] == "application/json")
    #expect(requests[0].headers["expect"] == nil)
    server.stop()
  }

  @Test func sendsTenantHeadersAndAuthorization() async throws {
    let server = try TestServer { _ in .answer(200) }
    var endpoint = Endpoint(url: server.url)
    endpoint.tenant = "home"
    endpoint.headers = [.init("X-Key", Secret("k\r\nEvil: 1")), .init("X-Empty", Secret(""))]
    endpoint.authorization = .bearer(Secret("tok"))
    _ = try await CurlTransport(loop: loop, endpoint: endpoint).send(HTTPRequest(.get, "/"))
    endpoint.authorization = .basic(user: "anna", password: Secret("p:w"))
    _ = try await CurlTransport(loop: loop, endpoint: endpoint).send(HTTPRequest(.get, "/"))
    let headers = server.requests.map(\.headers)
    #expect(headers[0]["x-scope-orgid"] == "home")
    #expect(headers[0]["x-key"] == "kEvil: 1")
    #expect(headers[0]["x-empty"] == "")
    #expect(headers[0]["evil"] == nil)
    #expect(headers[0]["authorization"] == "Bearer tok")
    #expect(headers[1]["authorization"] == "Basic " + Data("anna:p:w".utf8).base64EncodedString())
    #expect(headers[0]["user-agent"] == "nightjar")
    server.stop()
  }

  @Test func reusesItsConnection() async throws {
    let server = try TestServer { _ in .answer(200, [:], Array("x".utf8)) }
    let transport = CurlTransport(loop: loop, endpoint: Endpoint(url: server.url))
    for _ in 0..<5 { _ = try await transport.send(HTTPRequest(.get, "/")) }
    #expect(server.requests.count == 5)
    #expect(server.connections == 1)
    server.stop()
  }

  @Test func speaksThroughUnixSockets() async throws {
    let path = NSTemporaryDirectory() + "nightjar-\(UUID().uuidString.prefix(8)).sock"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let server = try TestServer(socket: path) { _ in .answer(200, [:], Array("unix".utf8)) }
    var endpoint = Endpoint(url: "http://metrics.local/base")
    endpoint.unixSocket = path
    let response = try await CurlTransport(loop: loop, endpoint: endpoint).send(HTTPRequest(.get, "/q"))
    #expect(response.body.text == "unix")
    #expect(server.requests.first?.headers["host"] == "metrics.local")
    #expect(server.requests.first?.target == "GET /base/q")
    server.stop()
  }

  /// `ok ` a thousand times.
  private static let gzipped: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 237, 194, 49, 13, 0, 0, 12, 3, 32, 43, 245, 215, 163, 254, 191, 217, 216,
    1, 97, 205, 84, 85, 213, 223, 15, 169, 117, 47, 44, 184, 11, 0, 0,
  ]
}

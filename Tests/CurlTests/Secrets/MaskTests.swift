import Backends
import Synchronization
import Telemetry
import Testing

@testable import Curl

@Suite struct MaskTests {
  @Test(arguments: [
    ("token abc and abcdef", "token *** and ***"), ("nothing", "nothing"), ("", ""),
    ("https://anna:pw@host/x?u=http://b@c", "https://***@host/x?u=http://***@c"),
    ("http://host/a@b", "http://host/a@b"), ("http://host:9090/a@b", "http://host:9090/a@b"),
    ("http://[::1]:9090/x", "http://[::1]:9090/x"),
    // Passwords that are not written as a URL needs them.
    ("at http://bob:a/s3cret@host:80/x now", "at http://***@host:80/x now"),
    ("http://bob:a?s3cret@host", "http://***@host"), ("http://bob:s3cret", "http://***"),
  ])
  func hides(_ text: String, _ shown: String) {
    #expect(Mask(["abc", "abcdef", ""]).masked(text) == shown)
  }

  @Test func secretsPrintAsStars() {
    let secret = Secret("hunter2")
    #expect("\(secret)" == "***")
    #expect(String(reflecting: [secret]) == "[***]")
    var dumped = ""
    dump(Endpoint.Header("Authorization", secret), to: &dumped)
    #expect(!dumped.contains("hunter2"))
  }

  @Test func failuresAndTracesShowNoSecret() async throws {
    let traces = Mutex([RequestTrace]())
    let server = try TestServer { _ in .close }
    server.stop()
    var endpoint = Endpoint(url: "http://anna:pa%20ss@127.0.0.1:\(server.port)/hunter2/")
    endpoint.headers = [.init("X-Key", Secret("hunter2"))]
    let transport = CurlTransport(
      loop: CurlLoop(), endpoint: endpoint, jitter: { 0 },
      observe: { trace in traces.withLock { $0.append(trace) } })
    do {
      _ = try await transport.send(HTTPRequest(.get, "/q", query: [.init("a", "pa ss")]))
      Issue.record("an answer from nowhere")
    } catch {
      let message = (error as? QueryFailure)?.message ?? ""
      #expect(message.contains("http://***@127.0.0.1:\(server.port)/***/"))
      #expect(!message.contains("hunter2"))
    }
    let seen = traces.withLock { $0 }
    #expect(seen.map(\.attempt) == [1, 2, 3])
    #expect(seen.allSatisfy { $0.status == nil && $0.failure != nil && $0.bytes == 0 })
    #expect(seen.first?.url == "http://127.0.0.1:\(server.port)/***/q?a=***")
  }

  /// Servers repeat what they refuse.
  @Test func whatAServerRepeatsIsMasked() async throws {
    let server = try TestServer { request in
      .answer(401, [:], Array("bad auth: Basic YW5uYTpodW50ZXIy, key tok3n".utf8))
    }
    var endpoint = Endpoint(url: server.url.replacing("http://", with: "http://anna:hunter2@"))
    endpoint.headers = [.init("X-Key", Secret("tok3n"))]
    let response = try await CurlTransport(loop: CurlLoop(), endpoint: endpoint).send(HTTPRequest(.get, "/q"))
    #expect(response.body.text == "bad auth: Basic ***, key ***")
    server.stop()
  }

  @Test func aURLThatIsNoneIsNotRepeated() async {
    let transport = CurlTransport(loop: CurlLoop(), endpoint: Endpoint(url: "http://bob:a/s3cret@host"))
    let failure = await #expect(throws: QueryFailure.self) { try await transport.send(HTTPRequest(.get, "/")) }
    #expect(failure?.message.contains("s3cret") == false && failure?.message.contains("%2F") == true)
  }

  @Test func tracesTellStatusAndSize() async throws {
    let traces = Mutex([RequestTrace]())
    let server = try TestServer { _ in .answer(200, [:], [1, 2, 3]) }
    let transport = CurlTransport(
      loop: CurlLoop(), endpoint: Endpoint(url: server.url),
      observe: { trace in traces.withLock { $0.append(trace) } })
    _ = try await transport.send(HTTPRequest(.get, "/q"))
    let trace = try #require(traces.withLock { $0 }.first)
    #expect(trace.method == "GET")
    #expect(trace.url == server.url + "/q")
    #expect(trace.status == 200)
    #expect(trace.bytes == 3)
    #expect(trace.failure == nil)
    server.stop()
  }
}

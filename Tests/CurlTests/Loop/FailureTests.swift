import Backends
import Synchronization
import Telemetry
import Testing

@testable import Curl

@Suite struct FailureTests {
  private let loop = CurlLoop()

  private func failure(_ endpoint: Endpoint, _ request: HTTPRequest = HTTPRequest(.get, "/")) async
    -> QueryFailure?
  {
    do {
      _ = try await CurlTransport(loop: loop, endpoint: endpoint, jitter: { 0 }).send(request)
      return nil
    } catch {
      return error as? QueryFailure
    }
  }

  @Test func refusedConnectionsNameTheServer() async throws {
    let server = try TestServer { _ in .close }
    server.stop()
    let found = await failure(Endpoint(url: server.url))
    #expect(found?.reason == .unreachable)
    #expect(found?.message.contains("cannot reach \(server.url)") == true)
  }

  @Test(arguments: ["", "metrics", "ftp://host/", "http://"])
  func whatIsNoURLIsSaid(_ url: String) async {
    let found = await failure(Endpoint(url: url))
    #expect(found?.reason == .unreachable)
    #expect(found?.message.contains("expected http://host") == true)
  }

  @Test func silenceTimesOut() async throws {
    let server = try TestServer { _ in .hang }
    var endpoint = Endpoint(url: server.url)
    endpoint.timeout = .milliseconds(200)
    #expect(await failure(endpoint)?.reason == .timedOut)
    #expect(server.requests.count == 1)
    server.stop()
  }

  @Test(arguments: [true, false])
  func tooMuchIsTooLarge(isAnnounced: Bool) async throws {
    let body = String(repeating: "x", count: 5000)
    let server = try TestServer { _ in
      isAnnounced ? .answer(200, [:], Array(body.utf8)) : .raw("HTTP/1.1 200 OK\r\n\r\n" + body)
    }
    var endpoint = Endpoint(url: server.url)
    endpoint.maxBytes = 4999
    #expect(await failure(endpoint)?.reason == .tooLarge)
    endpoint.maxBytes = 5000
    #expect(await failure(endpoint) == nil)
    server.stop()
  }

  @Test func aCutAnswerIsNoAnswer() async throws {
    let server = try TestServer { _ in .raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf") }
    #expect(await failure(Endpoint(url: server.url))?.reason == .undecodable)
    server.stop()
  }

  @Test(arguments: [502, 503, 504])
  func overloadIsRetriedTwice(_ status: Int) async throws {
    let server = try TestServer { $0.number < 3 ? .answer(status) : .answer(200) }
    let transport = CurlTransport(loop: loop, endpoint: Endpoint(url: server.url), jitter: { 0 })
    #expect(try await transport.send(HTTPRequest(.get, "/")).status == 200)
    #expect(server.requests.count == 3)
    server.stop()
  }

  @Test func theThirdFailureStands() async throws {
    let server = try TestServer { _ in .answer(503, [:], Array("busy".utf8)) }
    let transport = CurlTransport(loop: loop, endpoint: Endpoint(url: server.url), jitter: { 0 })
    let response = try await transport.send(HTTPRequest(.get, "/"))
    #expect(response.status == 503)
    #expect(response.body.text == "busy")
    #expect(server.requests.count == 3)
    server.stop()
  }

  @Test func closedConnectionsAreRetried() async throws {
    let server = try TestServer { $0.number == 1 ? .close : .answer(200) }
    #expect(await failure(Endpoint(url: server.url)) == nil)
    #expect(server.requests.count == 2)
    server.stop()
  }

  @Test(arguments: [500, 429, 404])
  func otherStatusesAreAnswers(_ status: Int) async throws {
    let server = try TestServer { _ in .answer(status) }
    #expect(await failure(Endpoint(url: server.url)) == nil)
    #expect(server.requests.count == 1)
    server.stop()
  }

  @Test func whatIsNotIdempotentIsAskedOnce() async throws {
    let server = try TestServer { _ in .answer(503) }
    let request = HTTPRequest(.post, "/silences", body: .json([]), isIdempotent: false)
    #expect(await failure(Endpoint(url: server.url), request) == nil)
    #expect(server.requests.count == 1)
    server.stop()
  }

  @Test func pausesGrowWithinTheirBounds() {
    let policy = RetryPolicy()
    #expect(policy.pause(after: 1, jitter: 0) == .milliseconds(50))
    #expect(policy.pause(after: 1, jitter: 1) == .milliseconds(100))
    #expect(policy.pause(after: 2, jitter: 0) == .milliseconds(100))
    #expect(policy.pause(after: 2, jitter: 7) == .milliseconds(200))
  }
}

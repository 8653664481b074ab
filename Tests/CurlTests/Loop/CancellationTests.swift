import Backends
import Synchronization
import Telemetry
import Testing

@testable import Curl

@Suite struct CancellationTests {
  private final class Ends: Sendable {
    let results = Mutex([TransferResult]())
    var count: Int { results.withLock { $0.count } }
    var areCancelled: Bool { results.withLock { $0.allSatisfy(\.isCancelled) } }
  }

  private func order(_ id: UInt64, _ ends: Ends) -> CurlMailbox.Order {
    let plan = TransferPlan(
      method: "GET", url: "http://127.0.0.1:1/", headers: [], endpoint: Endpoint(url: ""), timeout: 1000)
    return .init(id: id, plan: plan) { result in ends.results.withLock { $0.append(result) } }
  }

  @Test func leavesTheServerAtOnce() async throws {
    let server = try TestServer { _ in .hang }
    let transport = CurlTransport(loop: CurlLoop(), endpoint: Endpoint(url: server.url))
    let task = Task { try await transport.send(HTTPRequest(.get, "/")) }
    #expect(await TestServer.until { server.requests.count == 1 })
    task.cancel()
    await #expect(throws: QueryFailure(.cancelled, "cancelled")) { try await task.value }
    #expect(await TestServer.until { server.ended == 1 })
    server.stop()
  }

  @Test func ofACancelledTaskSendsNothing() async throws {
    let server = try TestServer { _ in .answer(200) }
    let transport = CurlTransport(loop: CurlLoop(), endpoint: Endpoint(url: server.url))
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await transport.send(HTTPRequest(.get, "/"))
    }
    await #expect(throws: QueryFailure(.cancelled, "cancelled")) { try await task.value }
    #expect(server.requests.isEmpty)
    server.stop()
  }

  @Test func beforeTheOrderEndsItOnArrival() {
    let (mailbox, ends) = (CurlMailbox(), Ends())
    let id = mailbox.newID()
    mailbox.cancel(id)
    mailbox.add(order(id, ends))
    #expect(ends.count == 1)
    #expect(ends.areCancelled)
    #expect(mailbox.take().orders.isEmpty)
    #expect(mailbox.liveCount == 0)
    #expect(mailbox.cancelledCount == 0)
  }

  @Test func afterTheEndLeavesNothingBehind() {
    let (mailbox, ends) = (CurlMailbox(), Ends())
    let id = mailbox.newID()
    mailbox.add(order(id, ends))
    #expect(mailbox.take().orders.map(\.id) == [id])
    mailbox.forget(id)
    mailbox.cancel(id)
    #expect(mailbox.liveCount == 0)
    #expect(mailbox.cancelledCount == 0)
  }

  @Test func aClosedMailboxRefuses() {
    let (mailbox, ends) = (CurlMailbox(), Ends())
    mailbox.close()
    mailbox.add(order(mailbox.newID(), ends))
    #expect(ends.count == 1)
    #expect(ends.areCancelled)
    #expect(mailbox.liveCount == 0)
  }

  @Test func manyAtOnceAllEnd() async throws {
    let server = try TestServer { _ in .answer(200, [:], Array("x".utf8)) }
    let transport = CurlTransport(loop: CurlLoop(), endpoint: Endpoint(url: server.url))
    let ends = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<200 {
        group.addTask {
          let task = Task { try await transport.send(HTTPRequest(.get, "/")) }
          if index % 3 == 0 { task.cancel() }
          return (try? await task.value) != nil
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(ends >= 133)
    server.stop()
  }
}

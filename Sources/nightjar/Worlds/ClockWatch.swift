import Backends
import Synchronization
import Telemetry

/// Compares servers' clocks with ours by the `Date` of their answers, to the second.
final class ClockWatch: Sendable {
  private let skews = Mutex([SourceID: Duration]())

  /// How far the server's clock is ahead; `nil` before its first answer, and where it tells no time.
  func skew(of source: SourceID) -> Duration? { skews.withLock { $0[source] } }

  func watching(_ transport: some Transport, of source: SourceID) -> any Transport {
    WatchedTransport(transport: transport, source: source, watch: self)
  }

  fileprivate func note(_ date: String?, _ source: SourceID, asked: Instant, answered: Instant) {
    guard let told = date.flatMap(Self.instant) else { return }
    // The server wrote its time, cut to a second, at some moment in between.
    let skew: Duration =
      told + .seconds(1) < asked ? told + .seconds(1) - asked : told > answered ? told - answered : .zero
    skews.withLock { $0[source] = skew }
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`
  static func instant(_ date: String) -> Instant? {
    let parts = date.split(separator: " ")
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard parts.count == 6, let month = months.firstIndex(of: String(parts[2])) else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    return RFC3339.instant("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
  }
}

private struct WatchedTransport: Transport {
  let transport: any Transport
  let source: SourceID
  let watch: ClockWatch

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let asked = SystemClock.now()
    let response = try await transport.send(request)
    watch.note(response.headers["date"], source, asked: asked, answered: SystemClock.now())
    return response
  }
}

internal import Telemetry

/// The homelab's traces up to `now`.
struct HomelabTraces: TraceStore {
  let traffic: Traffic
  let builder: TraceBuilder
  let now: Instant

  func traces(in range: TimeRange, visit: (Trace) -> Bool) {
    let start = max(range.start, now - Traffic.retention)
    let end = min(range.end, now)
    guard start < end else { return }
    for tick in (Traffic.tick(of: start)...Traffic.tick(of: end)).reversed() {
      for stub in traffic.requests(inTick: tick).reversed() where isVisible(stub) {
        guard stub.start >= start, stub.start < end else { continue }
        if !visit(builder.trace(of: stub)) { return }
      }
    }
  }

  func trace(_ id: TraceID) -> Trace? {
    guard let (tick, index) = builder.numbers.request(of: id) else { return nil }
    guard tick <= Traffic.tick(of: now), tick >= Traffic.tick(of: now - Traffic.retention) else { return nil }
    let stubs = traffic.requests(inTick: tick)
    guard stubs.indices.contains(index), isVisible(stubs[index]) else { return nil }
    return builder.trace(of: stubs[index])
  }

  /// Kept, and over by now.
  private func isVisible(_ stub: RequestStub) -> Bool { stub.isSampled && stub.end <= now }
}

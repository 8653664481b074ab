internal import Telemetry

/// The homelab's traces up to `now`.
struct HomelabTraces: TraceStore {
  let traffic: Traffic
  let builder: TraceBuilder
  let now: Instant

  /// Traces older than this have expired.
  static let retention: Duration = .hours(48)

  func traces(in range: TimeRange, visit: (Trace) -> Bool) {
    let start = max(range.start, now - Self.retention)
    let end = min(range.end, now)
    guard start < end else { return }
    var tick = end.nanoseconds.dividedFloor(by: Traffic.tickNs)
    let first = start.nanoseconds.dividedFloor(by: Traffic.tickNs)
    while tick >= first {
      for stub in traffic.requests(inTick: tick).reversed() where isVisible(stub) {
        guard stub.start >= start, stub.start < end else { continue }
        if !visit(builder.trace(of: stub)) { return }
      }
      tick -= 1
    }
  }

  func trace(_ id: TraceID) -> Trace? {
    guard let (tick, index) = builder.numbers.request(of: id) else { return nil }
    let age = now.nanoseconds.dividedFloor(by: Traffic.tickNs) - tick
    guard age >= 0, age < Self.retention.wholeNanoseconds / Traffic.tickNs else { return nil }
    let stubs = traffic.requests(inTick: tick)
    guard stubs.indices.contains(index), isVisible(stubs[index]) else { return nil }
    return builder.trace(of: stubs[index])
  }

  /// Kept, and over by now.
  private func isVisible(_ stub: RequestStub) -> Bool {
    stub.isSampled && stub.start + .nanoseconds(stub.durationNs) <= now
  }
}

public import Backends
internal import Telemetry

/// A source over HTTP.
public struct CurlTransport: Transport {
  private let loop: CurlLoop
  private let planner: RequestPlanner?
  private let endpoint: Endpoint
  private let mask: Mask
  private let jitter: @Sendable () -> Double
  private let observe: (@Sendable (RequestTrace) -> Void)?
  private let policy = RetryPolicy()

  /// - Parameters:
  ///   - jitter: A number from 0 to 1 for each pause before a retry.
  ///   - observe: Called after each attempt, on any thread.
  public init(
    loop: CurlLoop, endpoint: Endpoint,
    jitter: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
    observe: (@Sendable (RequestTrace) -> Void)? = nil
  ) {
    self.loop = loop
    self.endpoint = endpoint
    self.jitter = jitter
    self.observe = observe
    planner = RequestPlanner(endpoint)
    mask = Mask(planner?.secrets ?? [])
  }

  public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard let planner else {
      // Without the text: what is wrong with it may be a password.
      throw QueryFailure(
        .unreachable, "its url cannot be read; expected http://host or https://host, / ? # and @ of a password as %2F %3F %23 %40")
    }
    let deadline = ContinuousClock.now + endpoint.timeout
    var attempt = 1
    while true {
      let left = (deadline - .now).milliseconds
      let result = await perform(planner.plan(request, timeout: left), attempt)
      let pause = policy.pause(after: attempt, jitter: jitter())
      guard request.isIdempotent, policy.isWorthRetrying(result, attempt: attempt),
        .now + pause < deadline, (try? await Task.sleep(for: pause)) != nil
      else { return try response(result) }
      attempt += 1
    }
  }

  private func perform(_ plan: TransferPlan, _ attempt: Int) async -> TransferResult {
    let start = ContinuousClock.now
    let result = await loop.run(plan)
    observe?(
      RequestTrace(
        method: plan.method, url: mask.masked(plan.url), status: result.status == 0 ? nil : result.status,
        failure: result.code == 0 ? nil : mask.masked(result.message),
        milliseconds: (ContinuousClock.now - start).milliseconds, bytes: result.body.count,
        attempt: attempt))
    return result
  }

  private func response(_ result: TransferResult) throws -> HTTPResponse {
    if Task.isCancelled { throw QueryFailure(.cancelled, "cancelled") }
    if let failure = CurlFailure(endpoint, mask).failure(for: result) { throw failure }
    return HTTPResponse(status: result.status, headers: result.headers, body: told(result))
  }

  /// Servers repeat what they refuse, credentials included.
  private func told(_ result: TransferResult) -> Payload {
    guard result.status >= 300, result.body.count <= 1 << 20 else { return result.body }
    return Payload(mask.masked(result.body.text))
  }
}

internal import CCurl
internal import Synchronization

/// What callers ask of the loop's thread.
///
/// A cancellation may come before its transfer is added, and after it has ended. An id is live from
/// `newID` until the end of its transfer, and only live ids are remembered as cancelled.
final class CurlMailbox: Sendable {
  struct Order: Sendable {
    var id: UInt64
    var plan: TransferPlan
    var finish: Transfer.Finish
  }

  /// What the thread finds when it looks.
  struct Delivery {
    var orders: [Order]
    var cancelled: [UInt64]
    var isClosed: Bool
  }

  private struct State {
    var lastID: UInt64 = 0
    var live = Set<UInt64>()
    var cancelled = Set<UInt64>()
    var orders = [Order]()
    var isClosed = false
  }

  /// libcurl allows waking from any thread, and nothing else.
  private struct Waker: @unchecked Sendable {
    let multi: OpaquePointer?
  }

  private let state = Mutex(State())
  private let waker: Waker

  init() {
    curl_global_init(Int(CURL_GLOBAL_ALL))
    waker = Waker(multi: curl_multi_init().map { OpaquePointer($0) })
  }

  deinit { if let multi { curl_multi_cleanup(multi) } }

  /// For the loop's thread; `nil` when memory was short.
  var multi: UnsafeMutableRawPointer? { waker.multi.map { UnsafeMutableRawPointer($0) } }

  /// Transfers that have not ended.
  var liveCount: Int { state.withLock { $0.live.count } }
  var cancelledCount: Int { state.withLock { $0.cancelled.count } }

  func newID() -> UInt64 {
    state.withLock { state in
      state.lastID += 1
      state.live.insert(state.lastID)
      return state.lastID
    }
  }

  func add(_ order: Order) {
    let isRefused = state.withLock { state in
      guard !state.isClosed, !state.cancelled.contains(order.id) else {
        state.live.remove(order.id)
        state.cancelled.remove(order.id)
        return true
      }
      state.orders.append(order)
      return false
    }
    if isRefused { order.finish(.cancelled) } else { wake() }
  }

  func cancel(_ id: UInt64) {
    let isLive = state.withLock { state in
      guard state.live.contains(id) else { return false }
      state.cancelled.insert(id)
      return true
    }
    if isLive { wake() }
  }

  /// The transfer has ended: nobody can cancel it any more.
  func forget(_ id: UInt64) {
    state.withLock { state in
      state.live.remove(id)
      state.cancelled.remove(id)
    }
  }

  func close() {
    state.withLock { $0.isClosed = true }
    wake()
  }

  func take() -> Delivery {
    state.withLock { state in
      defer { state.orders = [] }
      return Delivery(
        orders: state.orders, cancelled: Array(state.cancelled), isClosed: state.isClosed)
    }
  }

  private func wake() { if let multi { curl_multi_wakeup(multi) } }
}

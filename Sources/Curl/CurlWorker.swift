internal import CCurl
internal import Glibc

/// The loop's thread: takes orders, lets libcurl work, reports ends, sleeps.
final class CurlWorker {
  private let mailbox: CurlMailbox
  private var transfers = [UInt64: Transfer]()
  private var ids = [OpaquePointer: UInt64]()

  init(_ mailbox: CurlMailbox) { self.mailbox = mailbox }

  /// Starts the thread, which keeps the worker alive until the mailbox is closed.
  func start() {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
      guard let context else { return nil }
      Unmanaged<CurlWorker>.fromOpaque(context).takeRetainedValue().work()
      return nil
    }
    guard pthread_create(&thread, nil, body, context.toOpaque()) == 0 else {
      context.release()
      mailbox.close()
      return
    }
    pthread_detach(thread)
  }

  private func work() {
    blockSignals()
    guard let multi = mailbox.multi else { return mailbox.close() }
    curl_limit(multi, CURLMOPT_MAX_HOST_CONNECTIONS, 16)
    curl_limit(multi, CURLMOPT_MAXCONNECTS, 64)
    while true {
      let delivery = mailbox.take()
      for order in delivery.orders { begin(order, multi) }
      for id in delivery.cancelled { cancel(id, multi) }
      if delivery.isClosed { break }
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      reportEnds(multi)
      curl_multi_poll(multi, nil, 0, 60_000, nil)
    }
    for id in Array(transfers.keys) { cancel(id, multi) }
  }

  /// Signals are the main thread's; a broken connection must not raise SIGPIPE.
  private func blockSignals() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGPIPE, SIGWINCH, SIGTERM, SIGINT, SIGHUP, SIGTSTP, SIGCONT] {
      sigaddset(&signals, signal)
    }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  private func begin(_ order: CurlMailbox.Order, _ multi: UnsafeMutableRawPointer) {
    guard let transfer = Transfer(order.plan, finish: order.finish) else {
      mailbox.forget(order.id)
      var result = TransferResult.cancelled
      (result.code, result.message, result.isCancelled) = (27, "out of memory", false)
      return order.finish(result)
    }
    transfers[order.id] = transfer
    ids[transfer.easy] = order.id
    curl_multi_add_handle(multi, UnsafeMutableRawPointer(transfer.easy))
  }

  private func cancel(_ id: UInt64, _ multi: UnsafeMutableRawPointer) {
    guard let transfer = remove(id, multi) else { return }
    transfer.cancel()
  }

  private func reportEnds(_ multi: UnsafeMutableRawPointer) {
    var easy: UnsafeMutableRawPointer?
    var code = CURLE_OK
    while curl_next_ended(multi, &easy, &code) {
      guard let easy, let id = ids[OpaquePointer(easy)], let transfer = remove(id, multi) else { continue }
      transfer.end(code)
    }
  }

  private func remove(_ id: UInt64, _ multi: UnsafeMutableRawPointer) -> Transfer? {
    guard let transfer = transfers.removeValue(forKey: id) else { return nil }
    ids[transfer.easy] = nil
    curl_multi_remove_handle(multi, UnsafeMutableRawPointer(transfer.easy))
    mailbox.forget(id)
    return transfer
  }
}

internal import CCurl
internal import Synchronization

/// All transfers of the program: one thread, one multi handle, so that connections are shared.
///
/// Callers put plans and cancellations into a mailbox and wake the thread; it alone touches libcurl.
/// The thread ends when the loop is released; what is then unfinished ends as cancelled.
public final class CurlLoop: Sendable {
  private let mailbox = CurlMailbox()

  public init() {
    let worker = CurlWorker(mailbox)
    worker.start()
  }

  deinit { mailbox.close() }

  /// Runs one attempt; a cancelled task gets `.cancelled` at once.
  func run(_ plan: TransferPlan) async -> TransferResult {
    let id = mailbox.newID()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        mailbox.add(.init(id: id, plan: plan) { continuation.resume(returning: $0) })
      }
    } onCancel: {
      mailbox.cancel(id)
    }
  }
}

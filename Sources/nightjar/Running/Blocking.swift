import ArgumentParser
import Dispatch
import Glibc
import Synchronization

/// Runs asynchronous work to its end while the main thread waits; an interrupt ends the program
/// with 130.
///
/// The main thread stays the main thread: a signal stack and ncurses both belong to it.
enum Blocking {
  /// How long work may go on after an interrupt, to finish the line it is writing.
  private static let grace = DispatchTimeInterval.seconds(1)

  static func run(_ work: @escaping @Sendable () async throws -> Int32) throws {
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Result<Int32, any Error>>(.success(0))
    let task = Task.detached {
      let outcome: Result<Int32, any Error>
      do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
      result.withLock { $0 = outcome }
      done.signal()
    }
    let interrupts = interrupts(cancelling: task)
    done.wait()
    interrupts.cancel()
    if task.isCancelled { _exit(130) }
    let code = try result.withLock { try $0.get() }
    if code != 0 { throw ExitCode(code) }
  }

  private static func interrupts(cancelling task: Task<Void, Never>) -> any DispatchSourceSignal {
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      if task.isCancelled { _exit(130) }
      task.cancel()
      DispatchQueue.global().asyncAfter(deadline: .now() + grace) { _exit(130) }
    }
    source.resume()
    return source
  }
}

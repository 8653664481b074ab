import ArgumentParser
import Dispatch
import Glibc
import Synchronization

/// Runs asynchronous work to its end while the main thread waits; an interrupt ends the program
/// with 130.
///
/// The main thread stays the main thread: a signal stack and ncurses both belong to it.
enum Blocking {
  static func run(_ work: @escaping @Sendable () async throws -> Int32) throws {
    signal(SIGINT) { _ in _exit(130) }
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Result<Int32, any Error>>(.success(0))
    Task.detached {
      let outcome: Result<Int32, any Error>
      do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
      result.withLock { $0 = outcome }
      done.signal()
    }
    done.wait()
    let code = try result.withLock { try $0.get() }
    if code != 0 { throw ExitCode(code) }
  }
}

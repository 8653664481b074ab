import Backends
import Synchronization
import Telemetry

/// The sources of all contexts, each connected when it is asked for the first time.
final class BackendPool: Sendable {
  private let connect: @Sendable (SourceID) -> Backend?
  private let connected = Mutex<[SourceID: Backend]>([:])

  /// - Parameter connect: Connects a source; `nil` when there is none of that name.
  init(_ connect: @escaping @Sendable (SourceID) -> Backend?) { self.connect = connect }

  /// The source of that name; `nil` when there is none.
  func backend(_ id: SourceID) -> Backend? {
    connected.withLock { known in
      if let backend = known[id] { return backend }
      let backend = connect(id)
      known[id] = backend
      return backend
    }
  }
}

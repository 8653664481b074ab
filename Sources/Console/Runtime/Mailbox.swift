internal import Synchronization

/// Where background tasks leave what happened until the main thread takes it.
final class Mailbox: Sendable {
  private let actions = Mutex<[Action]>([])

  func post(_ action: Action) { actions.withLock { $0.append(action) } }

  func take() -> [Action] {
    actions.withLock { actions in
      defer { actions = [] }
      return actions
    }
  }
}

internal import CTerminal

/// An eventfd that any thread may write to while somebody still holds it.
final class WakeFile: Sendable {
  let descriptor: Int32

  init() { descriptor = cterminal_new_wake() }

  deinit { if descriptor >= 0 { cterminal_close_wake(descriptor) } }

  func wake() { cterminal_wake(descriptor) }
}

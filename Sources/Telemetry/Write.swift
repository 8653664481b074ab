/// A change to a server: the only ones nightjar ever makes. A type of its own, so that nothing that
/// asks can change anything.
public enum Write: Hashable, Sendable {
  case createSilence(SilenceDraft)
  /// Ends a silence now.
  case expireSilence(id: String)
}

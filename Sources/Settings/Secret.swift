/// A text that must not be shown. Printing it, also as part of something else, gives a mask.
public struct Secret: Hashable, Sendable {
  /// The text itself, to be handed to a connection and to nothing else.
  public let revealed: String

  public init(_ text: String) { revealed = text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "••••" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

public import Canvas

/// What a terminal sends for a key.
public struct KeySequence: Sendable {
  public var bytes: [UInt8]
  public var key: Key

  public init(_ bytes: [UInt8], _ key: Key) {
    self.bytes = bytes
    self.key = key
  }
}

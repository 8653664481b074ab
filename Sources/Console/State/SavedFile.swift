/// A file to be written, a block at a time: what is saved may be longer than memory should hold twice.
public struct SavedFile: Equatable, Sendable {
  /// As typed: relative to where the program was started; `~` is the person's home.
  public var path: String
  /// What is in it, for the person: `688 lines`.
  public var contents: String
  public var blockCount: Int
  /// A block, from 0 to `blockCount`, in order.
  public var block: @Sendable (Int) -> [UInt8]

  public init(
    path: String, contents: String, blockCount: Int, block: @escaping @Sendable (Int) -> [UInt8]
  ) {
    self.path = path
    self.contents = contents
    self.blockCount = blockCount
    self.block = block
  }

  /// Two files are the same when they are called so: what a closure makes cannot be compared.
  public static func == (a: SavedFile, b: SavedFile) -> Bool {
    a.path == b.path && a.contents == b.contents && a.blockCount == b.blockCount
  }
}

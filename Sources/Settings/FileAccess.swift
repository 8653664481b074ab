/// What reading a configuration needs of the file system, so that tests need none.
public struct FileAccess: Sendable {
  /// The text of a file; `nil` when there is no such file. Throws when it cannot be read.
  public var read: @Sendable (_ path: String) throws -> String?
  /// Existing paths that match a shell pattern, sorted.
  public var glob: @Sendable (_ pattern: String) -> [String]
  /// Whether others than the owner may read the file.
  public var isReadableByOthers: @Sendable (_ path: String) -> Bool

  public init(
    read: @escaping @Sendable (_ path: String) throws -> String?,
    glob: @escaping @Sendable (_ pattern: String) -> [String],
    isReadableByOthers: @escaping @Sendable (_ path: String) -> Bool
  ) {
    self.read = read
    self.glob = glob
    self.isReadableByOthers = isReadableByOthers
  }
}

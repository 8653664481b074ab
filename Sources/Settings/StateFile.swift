internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#endif

/// A small file of the state folder that only its owner may read and that several programs may write: it
/// is read whole, and replaced in one step under a lock, so that neither two of them at once nor a crash
/// lose what was there.
struct StateFile {
  struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// What the system said last.
    static var ofSystem: Failure { Failure(String(cString: strerror(errno))) }
  }

  let folder: String
  let name: String
  /// What it is, for who finds something else in its place: `a history file`.
  let kind: String
  /// A file beyond this many bytes is not ours.
  let largest: Int

  var path: String { folder + "/" + name }

  /// The bytes; none where there is no file yet.
  /// - Throws: `Failure`.
  func read() throws -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT { return [] }
      throw Failure.ofSystem
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= largest else {
      throw Failure("not \(kind)")
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress! + count, $0.count - count) }
      if got < 0 { throw Failure.ofSystem }
      if got == 0 { break }
      count += got
    }
    return Array(bytes[..<count])
  }

  /// Puts another text in its place.
  /// - Throws: `Failure`; the file is then as it was.
  func write(_ text: String) throws {
    let temporary = "\(path).\(getpid())"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw Failure.ofSystem }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let put = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard put > 0 else {
        let failure = Failure.ofSystem
        close(file)
        unlink(temporary)
        throw failure
      }
      bytes = bytes.dropFirst(put)
    }
    guard fsync(file) == 0, close(file) == 0, rename(temporary, path) == 0 else {
      let failure = Failure.ofSystem
      unlink(temporary)
      throw failure
    }
  }

  /// Holds a lock of its own file, since the file itself is replaced; gives up after a quarter of a second
  /// rather than let the screen stand still.
  func locked(_ body: () throws -> Void) throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard lock >= 0 else { throw Failure.ofSystem }
    defer { close(lock) }
    var tries = 0
    while flock(lock, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, tries < 25 else { throw Failure.ofSystem }
      tries += 1
      usleep(10_000)
    }
    try body()
  }
}

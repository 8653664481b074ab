internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#endif

/// Queries that were run, kept for later sessions in one file that only its owner may read.
///
/// A line is `language`, a tab and the query, with `\n` for a line break, `\t` and `\\`; the newest
/// comes last. Every change is read, merged and written anew under a lock, and put in place in one
/// step, so that neither two programs at once nor a crash lose what was there.
public final class HistoryFile {
  public struct Entry: Hashable, Sendable {
    public var language: String
    public var query: String

    public init(language: String, query: String) {
      self.language = language
      self.query = query
    }
  }

  /// Entries kept of each language.
  public static let limit = 1000
  /// Bytes of the longest query kept.
  public static let longest = 16_384
  /// A file beyond this many bytes is not ours.
  private static let largest = 64 << 20

  private let folder: String
  private var path: String { folder + "/history" }
  private var hasComplained = false

  /// - Parameter folder: Where the file lies; made when first needed.
  public init(folder: String) { self.folder = folder }

  /// What of the environment says where the file lies.
  public static let variables = ["XDG_STATE_HOME", "HOME"]

  /// In `$XDG_STATE_HOME/nightjar`, else `~/.local/state/nightjar`; `nil` when neither is known.
  public convenience init?(environment: [String: String]) {
    // A relative path is to be ignored, says the XDG specification.
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      self.init(folder: state + "/nightjar")
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      self.init(folder: home + "/.local/state/nightjar")
    } else {
      return nil
    }
  }

  /// What was kept, the newest last; lines that make no sense are left out.
  ///
  /// - Returns: Nothing, and a line to say, when the file cannot be read.
  public func load() -> (entries: [Entry], complaint: String?) {
    do {
      return (try read(), nil)
    } catch {
      return ([], complain("cannot be read", error))
    }
  }

  /// Adds a query as the newest; one that was there moves.
  ///
  /// - Returns: A line to say when it could not be kept, the first time only.
  public func add(_ entry: Entry) -> String? {
    guard !entry.query.isEmpty, entry.query.utf8.count <= Self.longest else { return nil }
    do {
      try locked {
        var entries = try read()
        entries.removeAll { $0 == entry }
        entries.append(entry)
        try write(Self.bounded(entries))
      }
      return nil
    } catch {
      return complain("is not kept", error)
    }
  }

  private func complain(_ what: String, _ error: any Error) -> String? {
    defer { hasComplained = true }
    return hasComplained ? nil : "history \(what): \(path): \((error as? Failure)?.text ?? "\(error)")"
  }

  private struct Failure: Error {
    let text: String

    /// What the system said last.
    static var ofSystem: Failure { Failure(text: String(cString: strerror(errno))) }
  }

  // MARK: The file

  private func read() throws -> [Entry] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT { return [] }
      throw Failure.ofSystem
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.largest else {
      throw Failure(text: "not a history file")
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress! + count, $0.count - count) }
      if got < 0 { throw Failure.ofSystem }
      if got == 0 { break }
      count += got
    }
    return bytes[..<count].split(separator: 0x0A).compactMap {
      Self.entry(of: String(decoding: $0, as: UTF8.self))
    }
  }

  private func write(_ entries: [Entry]) throws {
    let text = entries.map { Self.line(of: $0) + "\n" }.joined()
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

  /// Holds a lock of its own file, since the history itself is replaced; gives up after a quarter of
  /// a second rather than let the screen stand still.
  private func locked(_ body: () throws -> Void) throws {
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

  // MARK: Lines

  private static func bounded(_ entries: [Entry]) -> [Entry] {
    var counts = [String: Int]()
    let kept = entries.reversed().filter { entry in
      counts[entry.language, default: 0] += 1
      return counts[entry.language, default: 0] <= limit
    }
    return kept.reversed()
  }

  private static func line(of entry: Entry) -> String {
    var text = entry.language + "\t"
    for character in entry.query.unicodeScalars {
      switch character {
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default: text.unicodeScalars.append(character)
      }
    }
    return text
  }

  private static func entry(of line: String) -> Entry? {
    let parts = line.split(separator: "\t", maxSplits: 1)
    guard parts.count == 2, !line.unicodeScalars.contains("\0") else { return nil }
    var query = ""
    var isEscaped = false
    for character in parts[1].unicodeScalars {
      if isEscaped {
        let plain: [Unicode.Scalar: Unicode.Scalar] = ["n": "\n", "r": "\r", "t": "\t"]
        query.unicodeScalars.append(plain[character] ?? character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        query.unicodeScalars.append(character)
      }
    }
    return Entry(language: String(parts[0]), query: query)
  }
}

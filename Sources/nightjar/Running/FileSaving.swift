import Console
import Glibc

/// Writes what the console saves; a file that is there already is never touched.
enum FileSaving {
  /// - Returns: How that went, for the person.
  static func save(_ file: SavedFile) -> String {
    let path = expanded(file.path)
    // Logs tell more than everybody on the machine may know.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      return errno == EEXIST ? "\(path) is there already; choose another name" : "\(path): \(systemWords)"
    }
    for number in 0..<file.blockCount {
      guard write(file.block(number), to: descriptor) else {
        let words = systemWords
        close(descriptor)
        return "\(path) is not whole: \(words)"
      }
    }
    guard close(descriptor) == 0 else { return "\(path): \(systemWords)" }
    return "saved \(file.contents) to \(path)"
  }

  private static var systemWords: String { String(cString: strerror(errno)) }

  /// `~/lines.log` lies in the person's home.
  private static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst()
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }
}

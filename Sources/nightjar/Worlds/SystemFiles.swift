import Foundation
import Glibc
import Reports
import Settings

/// The machine's environment and files, as far as the configuration needs them.
enum SystemFiles {
  static var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// A few variables, without the dictionary of all of them, which is slow to make.
  static func environment(_ names: [String]) -> [String: String] {
    var found = [String: String]()
    for name in names { found[name] = getenv(name).map { String(cString: $0) } }
    return found
  }

  /// A file whole; `-` is standard input.
  /// - Throws: `UsageFailure` with the system's reason.
  static func bytes(_ path: String) throws -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    defer { if descriptor > 0 { close(descriptor) } }
    var bytes = [UInt8]()
    var part = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = descriptor < 0 ? -1 : read(descriptor, &part, part.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw UsageFailure("\(path): \(String(cString: strerror(errno)))") }
      if count == 0 { return bytes }
      bytes += part[..<count]
    }
  }

  static let access = FileAccess(
    read: { path in
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      return try String(contentsOfFile: path, encoding: .utf8)
    },
    glob: { pattern in
      var found = glob_t()
      defer { globfree(&found) }
      guard Glibc.glob(pattern, 0, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
      return (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }
    },
    isReadableByOthers: { path in
      var status = stat()
      return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
    })
}

import Foundation
import Glibc
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

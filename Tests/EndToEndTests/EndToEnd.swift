import Foundation
import Testing

/// The real program, run from outside: in a terminal of tmux, or with its output read. One at a time,
/// since they share two cores; skipped where `.ci/e2e` did not say which program.
@Suite(.serialized, .enabled(if: Surroundings.binary != nil, "NIGHTJAR_BINARY is not set: run make e2e"))
struct EndToEnd {}

/// What `.ci/e2e` tells in the environment.
enum Surroundings {
  static let binary = ProcessInfo.processInfo.environment["NIGHTJAR_BINARY"]
  static let prometheus = ProcessInfo.processInfo.environment["NIGHTJAR_E2E_PROMETHEUS"]
  /// A port that is probed and that nobody listens on until a test does.
  static let flapping = ProcessInfo.processInfo.environment["NIGHTJAR_E2E_FLAPPING"].flatMap { UInt16($0) }
  static let alertmanager = ProcessInfo.processInfo.environment["NIGHTJAR_E2E_ALERTMANAGER"]

  /// The directory to put first in `PATH`, so that tests type `nightjar` as people do.
  static var binaryDirectory: String {
    URL(fileURLWithPath: binary ?? "/nowhere/nightjar").deletingLastPathComponent().path
  }
}

/// Nothing of the developer's own machine leaks in: neither configuration nor locale.
func cleanEnvironment(home: String, adding more: [String: String] = [:]) -> [String: String] {
  let base = [
    "PATH": Surroundings.binaryDirectory + ":/usr/local/bin:/usr/bin:/bin", "HOME": home,
    "XDG_CONFIG_HOME": home + "/config", "LANG": "C.UTF-8", "TZ": "UTC",
  ]
  return base.merging(more) { $1 }
}

/// A directory that is removed with its last user.
final class Directory: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/nightjar-e2e-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// Writes a file and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    let file = path + "/" + name
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

import Foundation
import Glibc

/// A program that ran to its end.
struct Invocation {
  struct TookTooLong: Error { var program: String, arguments: [String], seconds: Double }

  var status: Int32
  var output: String
  var errors: String

  /// Runs a program and waits for it. The streams go through files, so that no pipe fills up.
  ///
  /// `posix_spawn` and not Foundation's `Process`: that waits for a socket to close which a daemon, as
  /// tmux starts one, keeps open.
  ///
  /// - Throws: `TookTooLong` after `limit` seconds; the program is killed then.
  init(
    _ program: String, _ arguments: [String], environment: [String: String], within limit: Double = 60
  ) throws {
    let directory = try Directory()
    let paths = (try directory.file("output", ""), try directory.file("errors", ""))
    let process = try Self.spawn([program] + arguments, environment, paths)
    var ending: Int32 = 0
    guard poll(for: limit, until: { waitpid(process, &ending, WNOHANG) == process }) else {
      kill(process, SIGKILL)
      waitpid(process, &ending, 0)
      throw TookTooLong(program: program, arguments: arguments, seconds: limit)
    }
    let signal = ending & 0x7f
    status = signal == 0 ? (ending >> 8) & 0xff : -signal
    output = try String(decoding: Data(contentsOf: URL(fileURLWithPath: paths.0)), as: UTF8.self)
    errors = try String(decoding: Data(contentsOf: URL(fileURLWithPath: paths.1)), as: UTF8.self)
  }

  private static func spawn(
    _ words: [String], _ environment: [String: String], _ paths: (output: String, errors: String)
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, paths.output, O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, paths.errors, O_WRONLY, 0)
    // Threads of the test runner block signals, and tmux would keep it so: it ends itself by one.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
      for text in arguments + variables { free(text) }
    }
    var process: pid_t = 0
    let failure = posix_spawn(&process, words[0], &actions, &attributes, &arguments, &variables)
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .ENOENT) }
    return process
  }

  /// Standard output as a JSON object.
  var object: [String: Any] { get throws { try Self.object(output) } }

  static func object(_ text: String) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
  }
}

/// Runs `nightjar` without a terminal.
func nightjar(
  _ arguments: [String], environment: [String: String] = [:], within limit: Double = 60
) throws -> Invocation {
  let home = try Directory()
  return try Invocation(
    Surroundings.binary ?? "nightjar", arguments,
    environment: cleanEnvironment(home: home.path, adding: environment), within: limit)
}

/// Looks again every 20 ms. Returns whether the condition came true in time.
func poll(for seconds: Double, until condition: () throws -> Bool) rethrows -> Bool {
  let end = Date(timeIntervalSinceNow: seconds)
  while try !condition() {
    guard Date() < end else { return false }
    usleep(20_000)
  }
  return true
}

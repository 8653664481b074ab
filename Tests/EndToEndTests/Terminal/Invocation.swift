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
  /// - Throws: `TookTooLong` after `limit` seconds; the program is killed then.
  init(
    _ program: String, _ arguments: [String], environment: [String: String], within limit: Double = 60
  ) throws {
    let directory = try Directory()
    let paths = (try directory.file("output", ""), try directory.file("errors", ""))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: paths.0)
    process.standardError = FileHandle(forWritingAtPath: paths.1)
    try process.run()
    guard poll(for: limit, until: { !process.isRunning }) else {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      throw TookTooLong(program: program, arguments: arguments, seconds: limit)
    }
    process.waitUntilExit()
    status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    output = try String(decoding: Data(contentsOf: URL(fileURLWithPath: paths.0)), as: UTF8.self)
    errors = try String(decoding: Data(contentsOf: URL(fileURLWithPath: paths.1)), as: UTF8.self)
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

import Foundation
import Glibc

/// A terminal with a shell in it: a tmux server of its own.
///
/// The shell is dash, which neither edits lines nor resets the terminal's modes: what a program leaves
/// behind stays visible.
final class Terminal {
  static let prompt = "shell> "

  struct Unmatched: Error, CustomStringConvertible {
    var expected: String
    var screen: Screen
    var description: String { "waited for \(expected); the screen was\n\(screen.text)" }
  }

  let home: Directory
  private let socket = "nightjar-e2e-" + UUID().uuidString

  /// Opens a terminal and waits for the shell's prompt.
  init(columns: Int = 120, rows: Int = 36, environment: [String: String] = [:]) throws {
    home = try Directory()
    let settings = """
      set -g default-terminal tmux-256color
      set -g status off
      set -sg escape-time 0
      set -g mouse off
      """
    let configuration = try home.file("tmux.conf", settings)
    let own = environment.merging(["PS1": Self.prompt]) { old, _ in old }
    let assignments = cleanEnvironment(home: home.path, adding: own).map { "\($0)='\($1)'" }.sorted()
    try tmux([
      "-f", configuration, "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "exec env -i TERM=tmux-256color \(assignments.joined(separator: " ")) dash -i",
    ])
    try wait(for: "a shell") { $0.isAtPrompt }
  }

  deinit { vanish() }

  /// Sends tmux a command and returns what it prints.
  @discardableResult
  func tmux(_ arguments: [String]) throws -> String {
    let environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": home.path]
    let ran = try Invocation("/usr/bin/tmux", ["-L", socket] + arguments, environment: environment)
    guard ran.status == 0 else { throw Failure(text: "tmux \(arguments): \(ran.errors)") }
    return ran.output
  }

  struct Failure: Error { var text: String }

  // MARK: Typing

  /// Presses keys by tmux's names: `Enter`, `BSpace`, `C-z`, `t`.
  func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  /// Types text as it is.
  func type(_ text: String) throws { try tmux(["send-keys", "-l", text]) }

  /// Types a command into the shell.
  func run(_ command: String) throws {
    try type(command)
    try press("Enter")
  }

  func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// Takes the terminal away, as a lost connection does.
  func vanish() { _ = try? tmux(["kill-server"]) }

  // MARK: Looking

  /// What is to be seen now.
  func screen() throws -> Screen { Screen(text: try tmux(["capture-pane", "-p"])) }

  /// Polls the screen until it matches, and returns it.
  ///
  /// - Throws: `Unmatched` with the last screen.
  @discardableResult
  func wait(
    for expected: String, within seconds: Double = 20, _ matches: (Screen) -> Bool
  ) throws -> Screen {
    var last = Screen(text: "")
    let matched = try poll(for: seconds) {
      last = try screen()
      return matches(last)
    }
    guard matched else { throw Unmatched(expected: expected, screen: last) }
    return last
  }

  /// Polls the screen until it shows the text.
  @discardableResult
  func wait(for text: String, within seconds: Double = 20) throws -> Screen {
    try wait(for: "“\(text)”", within: seconds) { $0.text.contains(text) }
  }

  /// Writes every byte the program sends to a file, from now on.
  func record(to path: String) throws { try tmux(["pipe-pane", "-O", "cat > '\(path)'"]) }

  // MARK: State

  /// What a program can leave behind: screen, mouse, cursor, keypad, and the line's modes.
  func state() throws -> State {
    let flags = [
      "alternate_on", "mouse_any_flag", "mouse_sgr_flag", "cursor_flag", "keypad_flag",
      "keypad_cursor_flag", "wrap_flag", "insert_flag", "origin_flag",
    ]
    let format = flags.map { "\($0)=#{\($0)}" }.joined(separator: " ")
    let shown = try tmux(["display-message", "-p", format + "|#{pane_tty}"])
    let parts = shown.trimmingCharacters(in: .newlines).split(separator: "|")
    guard parts.count == 2 else { throw Failure(text: "tmux says \(shown)") }
    let environment = cleanEnvironment(home: home.path)
    let modes = try Invocation("/usr/bin/stty", ["-a", "-F", String(parts[1])], environment: environment)
    // The size is the terminal's own affair, and changes in tests of resizing.
    let lasting = modes.output.split(separator: "\n").map { line in
      line.split(separator: ";").filter { !$0.contains("rows") && !$0.contains("columns") }
        .joined(separator: ";")
    }
    return State(flags: String(parts[0]), modes: lasting.joined(separator: "\n"))
  }

  struct State: Equatable {
    var flags: String
    var modes: String
  }

  /// The process the shell runs in the foreground or keeps stopped, once there is one.
  func child() throws -> pid_t {
    let shell = try tmux(["display-message", "-p", "#{pane_pid}"]).trimmingCharacters(in: .newlines)
    let path = "/proc/\(shell)/task/\(shell)/children"
    var found: pid_t?
    _ = poll(for: 5) {
      let children = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      found = children.split(separator: " ").first.flatMap { pid_t($0) }
      return found != nil
    }
    guard let found else { throw Failure(text: "the shell runs nothing") }
    return found
  }
}

/// What a terminal shows, a line a row.
struct Screen {
  var text: String

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// Whether the last thing on the screen is the shell asking for a command.
  var isAtPrompt: Bool {
    let shown = lines.last { !$0.allSatisfy(\.isWhitespace) } ?? ""
    return shown.hasPrefix(Terminal.prompt.dropLast()) && shown.count <= Terminal.prompt.count
  }
}

/// Whether a process is there and is not only waiting to be reaped.
func isAlive(_ process: pid_t) -> Bool {
  guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
    return false
  }
  let state = status.split(separator: ")").last?.split(separator: " ").first
  return state != "Z" && state != "X"
}

/// A mistake in a configuration, with its place and what would have been right.
public struct SettingsError: Error, Hashable, Sendable {
  /// A path, or the name of an environment variable.
  public var file: String
  /// 1-based; `nil` where a whole file is meant.
  public var line: Int?
  /// What is wrong and what was expected; holds no secrets.
  public var message: String

  public init(file: String, line: Int?, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }
}

extension SettingsError: CustomStringConvertible {
  /// `path:12: unknown key "datasource", did you mean "datasources"?`
  public var description: String { "\(file):\(line.map { "\($0): " } ?? " ")\(message)" }
}

/// Every mistake found in one reading, in the order of the files.
public struct SettingsFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public var errors: [SettingsError]

  public init(_ errors: [SettingsError]) { self.errors = errors }

  public var description: String { errors.map(\.description).joined(separator: "\n") }
}

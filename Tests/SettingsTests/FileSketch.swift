import Settings

/// A file system of a few texts.
struct FileSketch {
  var files: [String: String]
  var shared: Set<String> = []

  var access: FileAccess {
    let (files, shared) = (files, shared)
    return FileAccess(
      read: { files[$0] },
      glob: { pattern in
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        return files.keys.filter { $0.hasPrefix(parts[0]) && $0.hasSuffix(parts[parts.count - 1]) }
          .sorted()
      },
      isReadableByOthers: { shared.contains($0) })
  }

  static func load(
    _ text: String, environment: [String: String] = [:], others: [String: String] = [:],
    shared: Set<String> = []
  ) throws(SettingsFailure) -> Configuration {
    let files = others.merging(["/c/config.yaml": text]) { $1 }
    return try Configuration.load(
      path: "/c/config.yaml", environment: environment,
      files: FileSketch(files: files, shared: shared).access)
  }

  /// The mistakes of a text, one a line.
  static func mistakes(_ text: String, others: [String: String] = [:]) -> [String] {
    do throws(SettingsFailure) {
      _ = try load(text, others: others)
      return []
    } catch { return error.errors.map(\.description) }
  }
}

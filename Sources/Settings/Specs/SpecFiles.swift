public import Analysis

/// What was found in files of objectives: all that can be used, and every mistake.
public struct SpecFiles: Sendable {
  /// In the order of the files; ids are unique.
  public private(set) var specs: [ObjectiveSpec] = []
  /// In the order of the files and their lines.
  public private(set) var mistakes: [SettingsError] = []

  /// Reads Sloth's, Pyrra's and OpenSLO's files, several documents in one too.
  ///
  /// An objective with a mistake in it is left out; the others of its file are kept.
  public init(reading paths: [String], files: FileAccess) {
    for path in paths {
      do {
        guard let text = try files.read(path) else {
          mistakes.append(SettingsError(file: path, line: nil, message: "there is no such file"))
          continue
        }
        read(text, path)
      } catch {
        mistakes.append(SettingsError(file: path, line: nil, message: "cannot be read: \(error)"))
      }
    }
  }

  private mutating func read(_ text: String, _ path: String) {
    var reader = SpecReader(file: path)
    reader.read(text)
    mistakes += reader.mistakes.sorted { ($0.line ?? 0) < ($1.line ?? 0) }
    for spec in reader.specs {
      if let first = specs.first(where: { $0.id == spec.id }) {
        let place = first.file + (first.line.map { ":\($0)" } ?? "")
        mistakes.append(
          SettingsError(
            file: path, line: spec.line,
            message: "there is an objective \"\(spec.id)\" already, at \(place); expected another name"))
      } else {
        specs.append(spec)
      }
    }
  }
}

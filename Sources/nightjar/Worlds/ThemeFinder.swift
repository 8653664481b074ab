import Canvas
import Reports
import Settings

/// Finds a theme by its name or path.
struct ThemeFinder {
  /// Themes may stand beside it, in `themes/`.
  var configurationFile: String?

  /// - Throws: `UsageFailure` that names every place looked at, or what is wrong in the file.
  func theme(_ name: String) throws -> Theme {
    let places = places(of: name)
    for path in places {
      guard let text = try SystemFiles.access.read(path) else { continue }
      let file = try ThemeFile(text: text, path: path)
      do {
        return try Theme(
          name: file.name, roles: file.roles.mapValues { try look($0, in: path) },
          grounds: file.grounds.mapValues { try look($0, in: path) })
      } catch let error as ThemeError {
        throw UsageFailure("\(path): \(error)")
      }
    }
    throw UsageFailure("there is no theme \(name); looked for \(places.joined(separator: ", "))")
  }

  private func places(of name: String) -> [String] {
    if name.contains("/") || name.hasSuffix(".yaml") { return [name] }
    let beside = configurationFile.flatMap { file -> String? in
      file.lastIndex(of: "/").map { String(file[..<$0]) + "/themes/\(name).yaml" }
    }
    return [beside, "Themes/\(name).yaml", "/usr/share/nightjar/themes/\(name).yaml"].compactMap { $0 }
  }

  private func look(_ entry: ThemeFile.Look, in path: String) throws -> Theme.Look {
    let color = try entry.color.map { text in
      guard let color = RGB(hex: text) else { throw UsageFailure("\(path): \(text): expected a colour as #rrggbb") }
      return color
    }
    return Theme.Look(color, bold: entry.bold, underline: entry.underline, reverse: entry.reverse)
  }
}

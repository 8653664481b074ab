import Canvas
import Foundation
import Testing

/// The files in `Themes`, read by lines: their real reader lives in Settings.
@Suite struct ThemeFilesTests {
  private func theme(_ name: String) throws -> Theme {
    let top = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = top.appendingPathComponent("Themes/\(name).yaml")
    var sections: [String: [String: Theme.Look]] = [:]
    var section = ""
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("#") || line.hasPrefix("name:") { continue }
      if !line.hasPrefix(" ") {
        section = String(line.dropLast())
        continue
      }
      let name = line.drop { $0 == " " }.prefix { $0 != ":" }
      var look = Theme.Look(nil)
      if let quote = line.firstIndex(of: "\"") {
        look.color = try #require(RGB(hex: line[line.index(after: quote)...].prefix(7)), "\(line)")
      }
      look.bold = line.contains("bold: true")
      look.underline = line.contains("underline: true")
      look.reverse = line.contains("reverse: true")
      sections[section, default: [:]][String(name)] = look
    }
    return try Theme(
      name: name, roles: sections["roles"] ?? [:], grounds: sections["grounds"] ?? [:])
  }

  @Test(arguments: ["night", "day", "high-contrast", "mono"])
  func everyFileIsWhole(name: String) throws {
    let theme = try theme(name)
    // Trouble must not look like rest, in no theme.
    #expect(theme.look(for: .error) != theme.look(for: .muted))
    #expect(theme.look(for: .cursor as Ground) != theme.look(for: .plain as Ground))
  }

  @Test func nightIsTheOneCompiledIn() throws { #expect(try theme("night") == .night) }

  @Test func monoHasNoColours() throws {
    let mono = try theme("mono")
    #expect(mono.roles.values.allSatisfy { $0.color == nil })
    #expect(mono.grounds.values.allSatisfy { $0.color == nil })
  }
}

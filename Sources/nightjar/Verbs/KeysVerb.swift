import ArgumentParser
import Console

/// Docs/Keys.md is made by this.
struct KeysVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "All keys of the console.",
    discussion: "Example: nightjar keys --markdown > Docs/Keys.md", shouldDisplay: false)

  @Flag(help: "As a Markdown page.")
  var markdown = false

  func run() throws {
    if markdown { Output.line("# Keys\n\nMade by `nightjar keys --markdown`; the names are those of `keys:` in the configuration.") }
    for group in Keymap.standard.groups {
      Output.line(markdown ? "\n## \(group.title)\n\n| Key | What it does | Name |\n|---|---|---|" : "\n\(group.title)")
      for binding in group.bindings { Output.line(row(binding)) }
    }
  }

  private static func code(_ key: String) -> String { key == "`" ? "`` ` ``" : "`\(key)`" }

  private func row(_ binding: Keymap.Binding) -> String {
    let keys = binding.keys.map { markdown ? Self.code($0.label) : $0.label }.joined(separator: " ")
    let (help, name) = (binding.command.help, binding.command.rawValue)
    return markdown ? "| \(keys) | \(help) | `\(name)` |" : "  \(keys)\t\(help)\t\(name)"
  }
}

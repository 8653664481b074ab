import ArgumentParser

/// `nightjar`: without a verb, the console.
@main
struct Nightjar: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nightjar",
    abstract: "A terminal observability console for Prometheus, Loki and Tempo.",
    subcommands: [DemoCommand.self])
}

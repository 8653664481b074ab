import ArgumentParser
import Curl
import Glibc
import Reports
import Settings

/// The console and everything it shows, for people, runbooks and pipes.
@main
struct Nightjar: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nightjar",
    abstract: "Metrics, logs and traces in one terminal, with one key between them.",
    discussion: """
      Example: nightjar --context homelab
      Exit status: 0 it worked, 1 a source failed, 2 wrong usage or configuration, 3 something was found, \
      130 interrupted.
      """,
    version: "0.1.0",
    subcommands: [Demo.self, KeysVerb.self] + Verbs<ConfiguredPlace>.all,
    defaultSubcommand: ConsoleVerb<ConfiguredPlace>.self)

  static func main() {
    do {
      let words = Array(CommandLine.arguments.dropFirst())
      if let console = try ConsoleStart.plain(words) { return try console.run() }
      let verbs = Set(configuration.subcommands.compactMap { $0.configuration.commandName })
      let arguments = OptionOrder.verbsFirst(words, verbs: verbs)
      // Reading the arguments takes about as long as loading libcurl does.
      if let verb = arguments.first, verbs.subtracting(["demo", "keys"]).contains(verb) { CurlLibrary.preload() }
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      leave(after: error)
    }
  }

  private static func leave(after error: any Error) -> Never {
    switch error {
    case let code as ExitCode: Glibc.exit(code.rawValue)
    case let failure as UsageFailure: end(2, "nightjar: \(failure)")
    case let failure as SettingsFailure: end(2, "\(failure)")
    case let failure as SettingsError: end(2, "\(failure)")
    case let failure as SourceFailure: end(1, "nightjar: \(failure)")
    default:
      let text = fullMessage(for: error)
      guard exitCode(for: error) == .success else { end(2, text) }
      Output.line(text)
      Glibc.exit(0)
    }
  }

  private static func end(_ code: Int32, _ text: String) -> Never {
    Output.write(text + "\n", to: STDERR_FILENO)
    Glibc.exit(code)
  }
}

/// The same verbs on the built-in homelab.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "The built-in homelab: no server, no configuration, no network.",
    discussion: "Example: nightjar demo overview -o json",
    subcommands: Verbs<DemoPlace>.all, defaultSubcommand: ConsoleVerb<DemoPlace>.self)
}

/// Every verb, on one kind of world.
enum Verbs<Place: WorldChoice> {
  static var all: [any ParsableCommand.Type] {
    [
      ConsoleVerb<Place>.self, OverviewVerb<Place>.self, QueryVerb<Place>.self, LogsVerb<Place>.self,
      SearchVerb<Place>.self, TraceVerb<Place>.self, SLOVerb<Place>.self, ProbesVerb<Place>.self,
      AlertsVerb<Place>.self, JumpVerb<Place>.self, DoctorVerb<Place>.self,
    ]
  }
}

import Analysis
import ArgumentParser
import Glibc
import Reports
import Settings
import Telemetry

/// Needs no server: it reads files and writes text.
struct SLORulesVerb<Place: WorldChoice>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "rules", abstract: "Prometheus rules from Sloth, Pyrra or OpenSLO specs, on standard output.",
      discussion: """
        Example: \(Place.prefix) slo rules slo/*.yaml > slo-rules.yaml
        Names and labels are those of Sloth's own rules. Nothing is written while a file has a mistake.
        """)
  }

  @Option(name: .customLong("label"), help: "A label for every recorded series, as name=value; may be repeated.")
  var labels: [String] = []
  @Argument(help: "Files of objectives.")
  var specs: [String]

  func run() throws {
    let read = SpecFiles(reading: specs, files: SystemFiles.access)
    guard read.mistakes.isEmpty else { throw SettingsFailure(read.mistakes) }
    let extra = try extraLabels()
    let groups = read.specs.flatMap {
      ObjectiveRules($0, version: "nightjar-\(Nightjar.configuration.version)", extraLabels: extra).groups
    }
    Output.write(RulesReport(groups).yaml, to: STDOUT_FILENO)
  }

  private func extraLabels() throws -> Labels {
    var extra = Labels()
    for text in labels {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw UsageFailure("--label: expected name=value, found \"\(text)\"")
      }
      guard parts[0].wholeMatch(of: /[a-zA-Z_][a-zA-Z0-9_]*/) != nil else {
        throw UsageFailure("--label: \"\(parts[0])\" is no label name: letters, digits and _, no digit first")
      }
      extra[parts[0]] = parts[1]
    }
    return extra
  }
}

/// Every mistake of the files, a line each; 3 when there is one.
struct SLOValidateVerb<Place: WorldChoice>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "validate", abstract: "Checks files of objectives: every mistake with its file and line.",
      discussion: "Example: \(Place.prefix) slo validate slo/*.yaml")
  }

  @Argument(help: "Files of objectives.")
  var specs: [String]

  func run() throws {
    let read = SpecFiles(reading: specs, files: SystemFiles.access)
    for mistake in read.mistakes { Output.line("\(mistake)") }
    let counted = read.specs.count == 1 ? "1 objective" : "\(read.specs.count) objectives"
    guard read.mistakes.isEmpty else {
      let found = read.mistakes.count == 1 ? "1 mistake" : "\(read.mistakes.count) mistakes"
      Output.note("\(found); \(counted) without one")
      throw ExitCode(3)
    }
    Output.note("\(counted), no mistake")
  }
}

import ArgumentParser
import Telemetry

/// The sources of a configuration file, or of the environment.
struct ConfiguredPlace: WorldChoice {
  static let prefix = "nightjar"

  @Option(help: "The configuration (default: $NIGHTJAR_CONFIG, else $XDG_CONFIG_HOME/nightjar/config.yaml).")
  var config: String?
  @Option(
    help: """
      Which of the configuration's contexts; all: every one at once (default: the first; without contexts \
      all sources).
      """)
  var context: String?

  private var settings: ConfiguredSettings { ConfiguredSettings(config: config, context: context) }

  func world(_ common: CommonOptions, now: Instant, isLive: Bool) throws -> World {
    try settings.world(
      timeout: common.timeoutDuration(), isVerbose: common.verbose, now: now, isLive: isLive)
  }

  func look() throws -> ConsoleLook { try settings.look() }
}

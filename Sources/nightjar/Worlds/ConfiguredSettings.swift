import Analysis
import Canvas
import Console
import Curl
import Reports
import Settings
import Telemetry

/// Sources and looks from a configuration file, or from the environment.
struct ConfiguredSettings {
  /// The file; `nil`: where it usually lies.
  var config: String?
  /// Which of its contexts; `nil`: the first.
  var context: String?

  func world(timeout: Duration?, isVerbose: Bool, now: Instant, isLive: Bool) throws -> World {
    var configuration = try load()
    let loop = CurlLoop()
    let grafana = LiveGrafana(environment: SystemFiles.environment(LiveGrafana.variables))
    if configuration.file == nil, let grafana {
      configuration.sources += try grafana.sources(over: loop, timeout: timeout)
    }
    for warning in configuration.warnings { Output.note("warning: \(warning)") }
    let name = context ?? configuration.contexts.first?.name
    guard let sources = configuration.sources(in: name) else {
      let known = configuration.contextNames.joined(separator: ", ")
      throw UsageFailure("there is no context \(name ?? ""); the configuration has: \(known.isEmpty ? "none" : known)")
    }
    guard !sources.isEmpty else { throw UsageFailure(Self.advice(configuration.file)) }
    var world = World.configured(
      name: name ?? Configuration.allContexts, configuration: configuration,
      connecting: SourceConnector(loop: loop, timeout: timeout, isVerbose: isVerbose),
      clock: SystemClock.clock(from: now, isLive: isLive))
    world.logLabel = configuration.logLabel ?? world.logLabel
    world.grafana = grafana?.shownURL ?? sources.first { $0.kind == .grafana }?.url
    read(configuration.objectives, into: &world)
    return world
  }

  /// A mistake in one of the specifications keeps nobody from looking at the rest.
  private func read(_ paths: [String], into world: inout World) {
    guard !paths.isEmpty else { return }
    let read = SpecFiles(reading: paths, files: SystemFiles.access)
    for mistake in read.mistakes { Output.note("warning: \(mistake)") }
    world.specs = read.specs
    let files = read.mistakes.map(\.file)
    for file in paths where files.contains(file) {
      world.specMistakes.append(SpecMistakes(file: file, count: files.count { $0 == file }))
    }
  }

  func look() throws -> ConsoleLook {
    let configuration = try load()
    var look = ConsoleLook()
    look.refreshEvery = configuration.refresh ?? look.refreshEvery
    for (name, key) in configuration.keys.sorted(by: { $0.key < $1.key }) {
      guard let command = Command(rawValue: name) else {
        throw UsageFailure("keys: there is no command \(name); `nightjar keys --markdown` lists all")
      }
      guard let key = Key(name: key) else {
        throw UsageFailure("keys: \(name): \(key) is no key; expected one character, Ctrl-x, Alt-x, F5, Enter …")
      }
      look.keymap.bind(command, to: key)
    }
    if let theme = configuration.theme, theme != "night" {
      look.theme = try ThemeFinder(configurationFile: configuration.file).theme(theme)
    }
    return look
  }

  private func load() throws -> Configuration {
    try Configuration.load(path: config, environment: SystemFiles.environment, files: SystemFiles.access)
  }

  private static func advice(_ file: String?) -> String {
    let place = file ?? Configuration.defaultPath(SystemFiles.environment) ?? "~/.config/nightjar/config.yaml"
    return """
      no data source is configured. Write \(place), for example

          datasources:
            - {name: prom, type: prometheus, url: "http://localhost:9090"}
            - {name: loki, type: loki, url: "http://localhost:3100"}
            - {name: tempo, type: tempo, url: "http://localhost:3200"}

      or set PROMETHEUS_URL, LOKI_ADDR and TEMPO_ADDR, or GRAFANA_URL and GRAFANA_TOKEN. `nightjar demo` needs neither.
      """
  }
}

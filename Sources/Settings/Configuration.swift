public import Telemetry

/// Everything that a person configured.
public struct Configuration: Hashable, Sendable {
  /// A named choice of sources: one cluster, one site.
  public struct Context: Hashable, Sendable {
    public var name: String
    public var sources: [SourceID]

    public init(name: String, sources: [SourceID]) {
      self.name = name
      self.sources = sources
    }
  }

  /// A data source of a type that nightjar does not read.
  public struct Skipped: Hashable, Sendable {
    public var name: String
    public var type: String

    public init(name: String, type: String) {
      self.name = name
      self.type = type
    }
  }

  /// The file that was read; `nil` when the environment alone was.
  public var file: String?
  /// In the order of the files; ids are unique.
  public var sources: [ConfiguredSource] = []
  public var skipped: [Skipped] = []
  /// In written order.
  public var contexts: [Context] = []
  /// Paths of SLO specs, patterns resolved.
  public var objectives: [String] = []
  /// Job or label value to `service.name`.
  public var renames: [String: String] = [:]
  /// The stream label that holds service names, where it is not `service_name`.
  public var logLabel: String?
  /// Files and folders of dashboards.
  public var dashboards: [String] = []
  /// Files and folders of runbooks.
  public var runbooks: [String] = []
  /// A theme's name or path.
  public var theme: String?
  /// Command name to key, as written.
  public var keys: [String: String] = [:]
  public var refresh: Duration?
  /// What works but should be changed.
  public var warnings: [SettingsError] = []

  public init() {}

  /// What all contexts at once are called, where none is called so.
  public static let allContexts = "all"

  /// The sources of a context, or all of them for `nil`; `nil` when there is no such context. `all` is every
  /// context's, each source once, in written order.
  public func sources(in context: String?) -> [ConfiguredSource]? {
    guard let context else { return sources }
    if let chosen = contexts.first(where: { $0.name == context }) { return sources(chosen.sources) }
    guard context == Self.allContexts else { return nil }
    guard !contexts.isEmpty else { return sources }
    var seen = Set<SourceID>()
    return sources(contexts.flatMap(\.sources).filter { seen.insert($0).inserted })
  }

  private func sources(_ ids: [SourceID]) -> [ConfiguredSource] {
    ids.compactMap { id in sources.first { $0.id == id } }
  }

  /// What `--context` and `:ctx` take, in written order.
  public var contextNames: [String] {
    let names = contexts.map(\.name)
    return names.count < 2 || names.contains(Self.allContexts) ? names : names + [Self.allContexts]
  }
}

extension Configuration {
  /// Reads the file at `path`, else `NIGHTJAR_CONFIG`, else
  /// `$XDG_CONFIG_HOME/nightjar/config.yaml`. Without any file the environment alone tells the
  /// sources: `PROMETHEUS_URL`, `LOKI_ADDR`, `TEMPO_ADDR`, `ALERTMANAGER_URL`;
  /// what a Grafana knows comes with `GrafanaListing`.
  ///
  /// - Throws: Every mistake found, not only the first.
  public static func load(
    path: String? = nil, environment: [String: String], files: FileAccess
  ) throws(SettingsFailure) -> Configuration {
    let named = path ?? environment["NIGHTJAR_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
    let expansion = Expansion(environment: environment, files: files)
    var reader = ConfigurationReader(expansion: expansion)
    let usual = defaultPath(environment)
    if let file = named ?? usual {
      if reader.readFile(file, required: named != nil) { return try reader.finished() }
    }
    reader.readEnvironment(environment)
    return try reader.finished()
  }

  /// Where the configuration is looked for; `nil` without a home.
  public static func defaultPath(_ environment: [String: String]) -> String? {
    if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") {
      return base + "/nightjar/config.yaml"
    }
    return environment["HOME"].map { $0 + "/.config/nightjar/config.yaml" }
  }
}

internal import Analysis
internal import Telemetry

/// Reads files into a configuration and gathers every mistake on the way.
struct ConfigurationReader {
  let expansion: Expansion
  private var configuration = Configuration()
  private var errors: [SettingsError] = []
  /// By uid, else name; in the order of their first appearance.
  private var entries: [(id: String, entry: Entry)] = []

  init(expansion: Expansion) { self.expansion = expansion }

  private static let knownKeys = [
    "contexts", "dashboards", "datasources", "include", "keys", "refresh", "runbooks", "services",
    "slos", "theme",
  ]
  /// Ours may also be a provisioning file.
  private static let provisioningKeys = ["apiVersion", "deleteDatasources", "prune"]

  /// Nothing but what was found, or every mistake.
  func finished() throws(SettingsFailure) -> Configuration {
    if errors.isEmpty { return configuration }
    throw SettingsFailure(errors)
  }

  /// - Returns: `false` when there is no such file and none is required.
  mutating func readFile(_ path: String, required: Bool) -> Bool {
    guard let text = contents(path, required: required) else { return required }
    configuration.file = path
    attempt { reader throws(SettingsError) in
      guard let root = try Located.parse(text, file: path) else { return }
      let entry = try Entry(root, key: "the file", expansion: reader.expansion)
      try reader.checkKeys(root)
      reader.attempt { inner throws(SettingsError) in try inner.readIncludes(entry, beside: path) }
      reader.readDataSources(entry, strict: true)
      reader.assembleSources()
      reader.attempt { inner throws(SettingsError) in try inner.readRest(entry, beside: path) }
      reader.attempt { inner throws(SettingsError) in try inner.readContexts(entry) }
    }
    return true
  }

  mutating func readEnvironment(_ environment: [String: String]) {
    let variables: [(String, SourceKind)] = [
      ("PROMETHEUS_URL", .prometheus), ("LOKI_ADDR", .loki), ("TEMPO_ADDR", .tempo),
      ("ALERTMANAGER_URL", .alertmanager),
    ]
    for (name, kind) in variables {
      guard let text = environment[name], !text.isEmpty else { continue }
      guard let address = Address(text) else {
        let message = "\(Address.expectation), such as http://localhost:9090"
        errors.append(SettingsError(file: name, line: nil, message: message))
        continue
      }
      var source = ConfiguredSource(
        id: SourceID(kind.rawValue), name: kind.rawValue, kind: kind, url: address.url)
      source.connection.basicAuth = address.auth
      configuration.sources.append(source)
    }
  }

  private func checkKeys(_ root: Located) throws(SettingsError) {
    for (key, name, _) in try root.fields("the file")
    where !(Self.knownKeys + Self.provisioningKeys).contains(name) {
      throw key.error("unknown key \"\(name)\"" + NearestKey.hint(for: name, among: Self.knownKeys))
    }
  }

  /// Runs a step and keeps its mistake, so that the others are found as well.
  private mutating func attempt(
    _ step: (inout ConfigurationReader) throws(SettingsError) -> Void
  ) {
    do throws(SettingsError) { try step(&self) } catch { errors.append(error) }
  }

  private mutating func contents(_ path: String, required: Bool) -> String? {
    do {
      if let text = try expansion.files.read(path) { return text }
      if required {
        errors.append(SettingsError(file: path, line: nil, message: "there is no such file"))
      }
    } catch {
      errors.append(SettingsError(file: path, line: nil, message: "cannot be read: \(error)"))
    }
    return nil
  }
}

// MARK: data sources

extension ConfigurationReader {
  private mutating func readIncludes(_ entry: Entry, beside path: String) throws(SettingsError) {
    for item in try entry["include"]?.items("include") ?? [] {
      let found = try paths(item, key: "include", beside: path)
      if found.isEmpty {
        configuration.warnings.append(item.error("include: no file matches"))
      }
      for file in found { readProvisioning(file) }
    }
  }

  /// A file of Grafana's: what we do not know in it is no mistake.
  private mutating func readProvisioning(_ path: String) {
    guard let text = contents(path, required: true) else { return }
    attempt { reader throws(SettingsError) in
      guard let root = try Located.parse(text, file: path) else { return }
      let entry = try Entry(root, key: "the file", expansion: reader.expansion)
      reader.readDataSources(entry, strict: false)
    }
  }

  private mutating func readDataSources(_ file: Entry, strict: Bool) {
    attempt { reader throws(SettingsError) in
      for item in try file["datasources"]?.items("datasources") ?? [] {
        reader.attempt { inner throws(SettingsError) in
          if strict { try inner.checkDataSourceKeys(item) }
          try inner.add(Entry(item, key: "datasources", expansion: inner.expansion))
        }
      }
    }
  }

  private func checkDataSourceKeys(_ item: Located) throws(SettingsError) {
    let known = DataSourceReader.knownKeys
    for (key, name, _) in try item.fields("datasources") where !known.contains(name) {
      throw key.error("unknown key \"\(name)\"" + NearestKey.hint(for: name, among: known))
    }
  }

  private mutating func add(_ entry: Entry) throws(SettingsError) {
    guard let id = try entry.text(anyOf: ["uid", "name"]) else {
      throw entry.place.error("a data source needs a name or a uid")
    }
    if DataSourceReader(entry: entry).holdsClearSecret,
      expansion.files.isReadableByOthers(entry.place.file)
    {
      configuration.warnings.append(
        entry.place.error("\(id) holds a secret that other users can read; use $__env{} or $__file{}"))
    }
    if let index = entries.firstIndex(where: { $0.id == id }) {
      entries[index].entry = entries[index].entry.overridden(by: entry)
    } else {
      entries.append((id, entry))
    }
  }

  private mutating func assembleSources() {
    for (id, entry) in entries {
      attempt { reader throws(SettingsError) in
        guard let type = try entry.text("type") else {
          throw entry.place.error("\(id): expected type, such as prometheus, loki or tempo")
        }
        if let kind = DataSourceReader.kind(of: type) {
          reader.configuration.sources.append(try DataSourceReader(entry: entry).source(of: kind))
        } else {
          reader.configuration.skipped.append(.init(name: id, type: type))
        }
      }
    }
  }
}

// MARK: the rest

extension ConfigurationReader {
  private mutating func readRest(_ entry: Entry, beside path: String) throws(SettingsError) {
    configuration.objectives = try allPaths(entry, "slos", beside: path)
    configuration.dashboards = try allPaths(entry, "dashboards", beside: path)
    configuration.runbooks = try allPaths(entry, "runbooks", beside: path)
    configuration.theme = try entry["theme"]?.text("theme")
    configuration.refresh = try entry.duration("refresh")
    for (_, name, value) in try entry["keys"]?.fields("keys") ?? [] {
      configuration.keys[name] = try value.text("keys.\(name)")
    }
    try readServices(entry)
  }

  private mutating func readServices(_ entry: Entry) throws(SettingsError) {
    for (key, name, value) in try entry["services"]?.fields("services") ?? [] {
      switch name {
      case "logLabel": configuration.logLabel = try value.text("services.logLabel")
      case "rename":
        for (_, from, to) in try value.fields("services.rename") {
          configuration.renames[from] = try to.text("services.rename.\(from)")
        }
      default: throw key.error("services: unknown key \"\(name)\", expected rename or logLabel")
      }
    }
  }

  private mutating func readContexts(_ entry: Entry) throws(SettingsError) {
    for (_, name, value) in try entry["contexts"]?.fields("contexts") ?? [] {
      var context = Configuration.Context(name: name, sources: [])
      for (key, inner, list) in try value.fields("contexts.\(name)") {
        guard inner == "datasources" else {
          throw key.error("contexts.\(name): unknown key \"\(inner)\", expected datasources")
        }
        for item in try list.items("contexts.\(name).datasources") {
          if let id = try sourceID(item) { context.sources.append(id) }
        }
      }
      configuration.contexts.append(context)
    }
  }

  /// `nil` for a source of a type that is not read.
  private func sourceID(_ item: Located) throws(SettingsError) -> SourceID? {
    let wanted = try item.text("datasources")
    let sources = configuration.sources
    if let found = sources.first(where: { $0.id.name == wanted || $0.name == wanted }) {
      return found.id
    }
    if configuration.skipped.contains(where: { $0.name == wanted }) { return nil }
    let hint = NearestKey.hint(for: wanted, among: sources.map(\.id.name))
    throw item.error("there is no data source \"\(wanted)\"" + hint)
  }

  private func allPaths(
    _ entry: Entry, _ key: String, beside file: String
  ) throws(SettingsError) -> [String] {
    var found: [String] = []
    for item in try entry[key]?.items(key) ?? [] {
      found += try paths(item, key: key, beside: file)
    }
    return found
  }

  /// Relative paths start at the folder of the file that names them.
  private func paths(
    _ item: Located, key: String, beside file: String
  ) throws(SettingsError) -> [String] {
    let raw = try item.text(key)
    let text: String
    do { text = try expansion.expand(raw) } catch { throw item.error("\(key): \(error.message)") }
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    let path = text.hasPrefix("/") ? text : folder + text
    let isPattern = path.contains { "*?[".contains($0) }
    return isPattern ? expansion.files.glob(path) : [path]
  }
}

import Analysis
import Settings
import Telemetry
import Testing

@Suite struct ConfigurationTests {
  private static let sources = """
    datasources:
      - {name: Prometheus, uid: prom, type: prometheus, url: "http://p:9090/"}
      - {name: Loki, uid: loki, type: loki, url: "https://l/loki"}
      - {name: Pyroscope, type: grafana-pyroscope-datasource, url: "http://y"}

    """

  @Test func readsEveryKey() throws {
    let text =
      Self.sources + """
        contexts: {home: {datasources: [prom, Loki, Pyroscope]}, edge: {datasources: [loki]}}
        slos: [slo/*.yaml]
        services: {rename: {jellyfin-server: jellyfin}, logLabel: app}
        dashboards: [dashboards/, /abs/d.json]
        runbooks: [$BOOKS/x]
        theme: night
        keys: {logs.follow: F, cost: $}
        refresh: 10s
        """
    let read = try FileSketch.load(
      text, environment: ["BOOKS": "/books"], others: ["/c/slo/a.yaml": "", "/c/slo/b.yaml": ""])
    #expect(read.file == "/c/config.yaml")
    #expect(read.sources.map(\.id) == ["prom", "loki"])
    #expect(read.sources.map(\.url) == ["http://p:9090", "https://l/loki"])
    #expect(read.skipped == [.init(name: "Pyroscope", type: "grafana-pyroscope-datasource")])
    #expect(read.contexts.map(\.name) == ["home", "edge"])
    #expect(read.contexts.map(\.sources) == [["prom", "loki"], ["loki"]])
    #expect(read.contextNames == ["home", "edge", "all"])
    #expect(read.sources(in: "edge")?.map(\.id) == ["loki"])
    #expect(read.sources(in: "all")?.map(\.id) == ["prom", "loki"], "a source of two contexts is asked once")
    #expect(read.sources(in: "nowhere") == nil)
    #expect(read.objectives == ["/c/slo/a.yaml", "/c/slo/b.yaml"])
    #expect(read.renames == ["jellyfin-server": "jellyfin"] && read.logLabel == "app")
    #expect(read.dashboards == ["/c/dashboards/", "/abs/d.json"])
    #expect(read.runbooks == ["/books/x"])
    #expect(read.theme == "night" && read.refresh == .seconds(10))
    #expect(read.keys == ["logs.follow": "F", "cost": "$"])
    #expect(read.warnings.isEmpty)
    #expect(read.sources(in: "edge")?.map(\.id) == ["loki"])
    #expect(read.sources(in: "nowhere") == nil && read.sources(in: nil)?.count == 2)
  }

  @Test func overridesIncludedSourcesByUID() throws {
    let included = """
      apiVersion: 1
      somethingNew: {of: Grafana's}
      datasources:
        - {name: P, uid: prom, type: prometheus, url: "http://old",
           jsonData: {timeInterval: 30s, httpMethod: GET}}
      """
    let text = """
      include: [prov/*.yaml]
      datasources:
        - {uid: prom, url: "http://new", jsonData: {timeInterval: 60s}}
      """
    let read = try FileSketch.load(text, others: ["/c/prov/x.yaml": included])
    #expect(read.sources.count == 1)
    #expect(read.sources.first?.url == "http://new")
    #expect(read.sources.first?.name == "P")
    #expect(read.sources.first?.correlation.scrapeInterval == .seconds(60))
    #expect(read.sources.first?.connection.prefersGet == true)
  }

  @Test(arguments: [
    ("datasource: []", "/c/config.yaml:1: unknown key \"datasource\", did you mean \"datasources\"?"),
    (
      "datasources:\n  - name: P\n    ulr: x",
      "/c/config.yaml:3: unknown key \"ulr\", did you mean \"url\"?"
    ),
    ("datasources: {a: b}", "/c/config.yaml:1: datasources: expected a list, found keys and values"),
    ("theme: [x]", "/c/config.yaml:1: theme: expected a text, found a list"),
    (
      "\n\nrefresh: soon",
      "/c/config.yaml:3: refresh: expected a duration such as 15s or -1h, found \"soon\""
    ),
    (
      "datasources:\n  - name: P\n    type: loki\n    url: localhost:3100",
      "/c/config.yaml:4: url: expected http:// or https://, a host, and a port up to 65535; / ? # @ in a password are %2F %3F %23 %40"
    ),
    (
      "datasources:\n  - {name: P, url: \"http://x\"}",
      "/c/config.yaml:2: P: expected type, such as prometheus, loki or tempo"
    ),
    ("datasources:\n  - {type: loki}", "/c/config.yaml:2: a data source needs a name or a uid"),
    (
      sources + "contexts:\n  home:\n    datasources: [mimir]",
      "/c/config.yaml:7: there is no data source \"mimir\"; known are loki, prom"
    ),
    (
      sources + "contexts:\n  home:\n    datasources: [lokki]",
      "/c/config.yaml:7: there is no data source \"lokki\", did you mean \"loki\"?"
    ),
    ("services: {renam: {}}", "/c/config.yaml:1: services: unknown key \"renam\", expected rename or logLabel"),
    ("include: [/gone.yaml]", "/gone.yaml: there is no such file"),
    (
      "datasources:\n  - {name: P, type: loki, url: \"$__file{/gone}\"}",
      "/c/config.yaml:2: url: $__file{/gone}: there is no such file"
    ),
  ]) func tellsFileLineAndWhatWasExpected(text: String, expected: String) {
    #expect(FileSketch.mistakes(text) == [expected])
  }

  @Test func tellsEveryMistakeAtOnce() {
    let text = "refresh: soon\ndatasources:\n  - {name: A}\n  - {name: B, type: loki, url: x}"
    #expect(FileSketch.mistakes(text).count == 3)
  }

  @Test func tellsWhereYAMLEnds() {
    let mistakes = FileSketch.mistakes("theme: night\nkeys: {a: [b}\n")
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.hasPrefix("/c/config.yaml:2: not YAML: ") == true)
  }

  @Test func anEmptyFileIsAnEmptyConfiguration() throws {
    #expect(try FileSketch.load("").sources.isEmpty)
    #expect(try FileSketch.load("datasources:\ncontexts:\n").sources.isEmpty)
  }

  @Test func warnsOfClearSecretsThatOthersCanRead() throws {
    let text = """
      datasources:
        - name: A
          type: loki
          url: http://a
          secureJsonData: {basicAuthPassword: hunter2}
        - {name: B, type: loki, url: "http://b", secureJsonData: {basicAuthPassword: $PW}}
        - {name: C, type: loki, url: "http://u:hunter2@c"}
      """
    let open = try FileSketch.load(text, shared: ["/c/config.yaml"])
    #expect(open.warnings.map(\.line) == [2, 7])
    #expect(!open.warnings.map(\.description).joined().contains("hunter2"))
    #expect(try FileSketch.load(text).warnings.isEmpty)
  }

  @Test func startsFromTheEnvironmentAlone() throws {
    let read = try Configuration.load(
      environment: ["PROMETHEUS_URL": "http://p:9090/", "LOKI_ADDR": "http://u:p@l:3100", "HOME": "/h"],
      files: FileSketch(files: [:]).access)
    #expect(read.file == nil)
    #expect(read.sources.map(\.kind) == [.prometheus, .loki])
    #expect(read.sources.map(\.url) == ["http://p:9090", "http://l:3100"])
    #expect(read.sources.last?.connection.basicAuth?.password.revealed == "p")
  }

  @Test func refusesAnEnvironmentThatMakesNoSense() {
    #expect(throws: SettingsFailure.self) {
      try Configuration.load(
        environment: ["TEMPO_ADDR": "tempo"], files: FileSketch(files: [:]).access)
    }
  }

  @Test(arguments: [
    (["NIGHTJAR_CONFIG": "/n.yaml", "HOME": "/h"], "/n.yaml"),
    (["XDG_CONFIG_HOME": "/x", "HOME": "/h"], "/x/nightjar/config.yaml"),
    (["HOME": "/h"], "/h/.config/nightjar/config.yaml"),
  ]) func looksInTheUsualPlaces(environment: [String: String], expected: String) throws {
    let files = FileSketch(files: [expected: "theme: x"]).access
    #expect(try Configuration.load(environment: environment, files: files).file == expected)
  }

  @Test func aNamedFileMustExist() {
    #expect(throws: SettingsFailure.self) {
      try Configuration.load(
        path: "/gone", environment: ["PROMETHEUS_URL": "http://p"],
        files: FileSketch(files: [:]).access)
    }
  }
}

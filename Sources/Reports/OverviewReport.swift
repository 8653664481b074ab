public import Analysis
internal import Canvas
public import Telemetry

/// What is wrong, as `nightjar overview` prints it.
public struct OverviewReport: Sendable {
  /// How a source answered.
  public struct SourceState: Sendable {
    public var id: SourceID
    public var kind: SourceKind
    public var milliseconds: Int
    /// `nil` when it answered.
    public var error: String?

    public init(id: SourceID, kind: SourceKind, milliseconds: Int, error: String? = nil) {
      self.id = id
      self.kind = kind
      self.milliseconds = milliseconds
      self.error = error
    }
  }

  public var objectives: [BudgetStatus]
  public var probes: [ProbeStatus]
  public var alerts: AlertsReport
  public var services: [ServiceHealth]
  public var sources: [SourceState]
  /// What nobody told: not the same as that there is nothing.
  public var unknown: Set<Part>

  public enum Part: Hashable, Sendable { case objectives, probes, alerts, services }

  public init(
    objectives: [BudgetStatus], probes: [ProbeStatus], alerts: AlertsReport,
    services: [ServiceHealth], sources: [SourceState], unknown: Set<Part> = []
  ) {
    self.objectives = objectives
    self.probes = probes
    self.alerts = alerts
    self.services = services
    self.sources = sources
    self.unknown = unknown
  }

  public var json: JSON {
    .object([
      ("slos", .array(objectives.map(SLOReport.json))), ("probes", .array(probes.map(ProbesReport.json))),
      ("alerts", .array(alerts.alerts.map(AlertsReport.json))),
      ("services", .array(services.map(Self.json))), ("sources", .array(sources.map(Self.json))),
    ])
  }

  private static func json(_ service: ServiceHealth) -> JSON {
    .object([
      ("service", .string(service.service)), ("rate", .number(service.rate)),
      ("errorRatio", .number(service.errorRatio)), ("p50", .number(service.p50)),
      ("p99", .number(service.p99)),
    ])
  }

  private static func json(_ source: SourceState) -> JSON {
    .object([
      ("name", .string(source.id.name)), ("type", .string(source.kind.rawValue)),
      ("ok", .bool(source.error == nil)), ("millis", .integer(Int64(source.milliseconds))),
      ("error", .optional(source.error, JSON.string)),
    ])
  }

  /// Every list under its heading; an empty one says so.
  public func lines(width: Int?) -> [String] {
    func words(_ part: Part, _ empty: String) -> String {
      unknown.contains(part) ? "not known: nobody who was asked told" : empty
    }
    let parts: [(String, TextTable, String)] = [
      ("SLO budgets", SLOReport(objectives).rows, words(.objectives, "none recorded")),
      ("Services, over 5m", serviceRows, words(.services, "no span metrics or request metrics")),
      ("Probes", ProbesReport(probes).rows, words(.probes, "none")),
      ("Alerts", alerts.rows, words(.alerts, "nothing fires")), ("Sources", sourceRows, "none"),
    ]
    return Array(
      parts.map { title, rows, empty in
        [title] + (rows.isEmpty ? ["  " + empty] : rows.lines(width: width.map { $0 - 2 }).map { "  " + $0 })
      }.joined(separator: [""]))
  }

  private var serviceRows: TextTable {
    var table = TextTable(["rate", "errors", "p50", "p99", "service"])
    for service in services {
      table.add([
        Self.text(service.rate) { Numbers.significant($0) + "/s" },
        Self.text(service.errorRatio) { Numbers.fixed($0 * 100, 1) + " %" },
        Self.text(service.p50, Durations.text(seconds:)), Self.text(service.p99, Durations.text(seconds:)),
        service.service,
      ])
    }
    return table
  }

  private var sourceRows: TextTable {
    var table = TextTable(["source", "type", "time", "state"])
    for source in sources {
      table.add([source.id.name, source.kind.rawValue, "\(source.milliseconds) ms", source.error ?? "ok"])
    }
    return table
  }

  private static func text(_ value: Double, _ write: (Double) -> String) -> String {
    value.isNaN ? "–" : write(value)
  }
}

public import Telemetry

/// An objective as a specification file states it, whatever tool the file was written for.
public struct ObjectiveSpec: Hashable, Sendable {
  /// The file's own name for its form, as `sloth_spec` says it.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    case sloth = "prometheus/v1"
    case slothKubernetes = "sloth.slok.dev/v1"
    case pyrra = "pyrra.dev/v1alpha1"
    case openSLO = "openslo/v1"
    case openSLOAlpha = "openslo/v1alpha"

    /// The tool whose file it is.
    public var tool: String {
      switch self {
      case .sloth, .slothKubernetes: "sloth"
      case .pyrra: "pyrra"
      case .openSLO, .openSLOAlpha: "openslo"
      }
    }
  }

  /// What an alert on fast burning carries.
  public struct BurnAlert: Hashable, Sendable {
    public var labels: Labels
    public var annotations: Labels

    public init(labels: Labels = [:], annotations: Labels = [:]) {
      self.labels = labels
      self.annotations = annotations
    }
  }

  public var format: Format
  public var service: String
  public var name: String
  /// As written, above 0 and up to 100: 99.9.
  public var percent: Double
  public var period: Duration
  public var summary = ""
  public var labels: Labels
  public var indicator: Indicator
  /// The pairs of windows that tell when it burns too fast. Most urgent first.
  public var windows: [BurnWindow]
  public var alertName = ""
  /// By urgency; what is absent is switched off.
  public var alerts: [BurnSeverity: BurnAlert] = [:]
  public var file: String
  /// 1-based.
  public var line: Int?

  public init(
    format: Format, service: String, name: String, percent: Double, period: Duration = .days(30),
    labels: Labels = [:], indicator: Indicator, windows: [BurnWindow] = BurnWindow.sloth, file: String = "",
    line: Int? = nil
  ) {
    self.format = format
    self.service = service
    self.name = name
    self.percent = percent
    self.period = period
    self.labels = labels
    self.indicator = indicator
    self.windows = windows
    self.file = file
    self.line = line
  }

  /// Unique among all objectives; what Sloth calls `sloth_id`.
  public var id: String { service == name ? name : "\(service)-\(name)" }

  /// Every window its alerts look at, shortest first, each once.
  public var burnWindows: [Duration] { Set(windows.flatMap { [$0.short, $0.long] }).sorted() }

  public var objective: Objective {
    Objective(
      id: id, tool: format.tool, service: service, name: name, target: percent / 100, period: period,
      labels: labels)
  }
}

public import Telemetry

/// A place of the console as a text that can be passed on: `nightjar://logs?q=%7Bapp%3D%22nas%22%7D&since=1h`.
///
/// It holds queries, ids and times, and names sources by their uid: never an address, a user, a header or
/// anything else that the configuration keeps secret.
///
/// ```
/// nightjar://metrics?q=…&q=…      nightjar://trace/ID?span=ID      nightjar://overview
/// nightjar://logs?q=…             nightjar://traces?q=…            nightjar://slo  probes  alerts  services
/// nightjar://drilldown?q=…        nightjar://compare/ID/ID         nightjar://slo/NAME  runbook/NAME
///            └ source=UID  from=T&to=T or since=1h  at=T  focus=SERVICE  view=HOW  on=ROW
/// ```
public struct Permalink: Hashable, Sendable {
  public enum Target: Hashable, Sendable {
    case metrics([String])
    case logs(String)
    case search(String)
    case trace(TraceID, SpanID?)
    case screen(Screen)
    case drilldown(String)
    /// One objective, by what its tool calls it.
    case objective(String)
    /// By the name of its file, never by the address an alert has for it.
    case runbook(String)
    case comparison(TraceID, TraceID)
  }

  /// Screens that need no query.
  public enum Screen: String, Hashable, Sendable, CaseIterable {
    case overview, slo, probes, alerts, services, drilldown, browser, server, doctor
  }

  /// The time on screen.
  public enum Span: Hashable, Sendable {
    /// Up to now, whenever the link is opened.
    case last(Duration)
    case fixed(TimeRange)
  }

  public var target: Target
  /// Who is asked; `nil`: every source of the kind.
  public var source: SourceID?
  /// `nil`: as usual.
  public var span: Span?
  /// The crosshair or the line under the cursor.
  public var moment: Instant?
  /// The service that the context is about.
  public var focus: String?
  /// The part of the screen, or the way it shows what it shows; `nil`: as it opens.
  public var view: String?
  /// What the cursor is on, by a name that stays when the list is sorted anew.
  public var item: String?

  public init(
    _ target: Target, source: SourceID? = nil, span: Span? = nil, moment: Instant? = nil, focus: String? = nil,
    view: String? = nil, item: String? = nil
  ) {
    self.target = target
    self.source = source
    self.span = span
    self.moment = moment
    self.focus = focus
    self.view = view
    self.item = item
  }
}

extension Permalink {
  public static let scheme = "nightjar://"

  /// The link as text; `init(_:)` reads it back unchanged.
  public var text: String {
    var fields = [(name: String, value: String)]()
    switch target {
    case .metrics(let queries): fields = queries.map { ("q", $0) }
    case .logs(let query), .search(let query), .drilldown(let query): fields = [("q", query)]
    case .trace(_, let span): fields = span.map { [("span", $0.description)] } ?? []
    case .screen, .objective, .runbook, .comparison: break
    }
    if let source { fields.append(("source", source.name)) }
    switch span {
    case .last(let duration)?: fields.append(("since", Self.text(duration)))
    case .fixed(let range)?:
      fields += [("from", RFC3339.string(range.start)), ("to", RFC3339.string(range.end))]
    case nil: break
    }
    if let moment { fields.append(("at", RFC3339.string(moment))) }
    if let focus { fields.append(("focus", focus)) }
    if let view { fields.append(("view", view)) }
    if let item { fields.append(("on", item)) }
    let written = fields.map { "\($0.name)=\(PercentText.encoded($0.value))" }.joined(separator: "&")
    return Self.scheme + path + (written.isEmpty ? "" : "?" + written)
  }

  /// In the largest unit that tells it exactly: `90m`.
  private static func text(_ duration: Duration) -> String {
    let nanoseconds = duration.wholeNanoseconds
    for (unit, length) in [("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000)] as [(String, Int64)]
    where nanoseconds.isMultiple(of: length) {
      return "\(nanoseconds / length)\(unit)"
    }
    return "\(nanoseconds)ns"
  }

  private var path: String {
    switch target {
    case .metrics: "metrics"
    case .logs: "logs"
    case .search: "traces"
    case .trace(let id, _): "trace/\(id)"
    case .screen(let screen): screen.rawValue
    case .drilldown: "drilldown"
    case .objective(let name): "slo/" + PercentText.encoded(name)
    case .runbook(let name): "runbook/" + PercentText.encoded(name)
    case .comparison(let a, let b): "compare/\(a)/\(b)"
    }
  }
}

public import Telemetry

/// The same place in Grafana's Explore.
public struct ExploreLink: Hashable, Sendable {
  public var text: String

  /// - Parameters:
  ///   - grafana: Where it is, without a trailing slash; empty where nobody said.
  ///   - now: What a range up to now ends at.
  /// - Returns: `nil` for a place without a query or without a source.
  public init?(_ link: Permalink, source: SourceID?, grafana: String) {
    guard let source = link.source ?? source, let (type, queries) = Self.queries(link.target) else { return nil }
    let datasource = JSON.object([("type", .string(type)), ("uid", .string(source.name))])
    let asked = queries.enumerated().map { index, fields in
      JSON.object([("refId", .string(Self.letter(index))), ("datasource", datasource)] + fields)
    }
    let panes = JSON.object([
      (
        "nj",
        .object([
          ("datasource", .string(source.name)), ("queries", .array(asked)), ("range", Self.range(link.span)),
        ])
      )
    ])
    text = grafana + "/explore?schemaVersion=1&panes=" + PercentText.encoded(panes.text) + "&orgId=1"
  }

  private static func queries(_ target: Permalink.Target) -> (type: String, queries: [[(String, JSON)]])? {
    switch target {
    case .metrics(let queries): ("prometheus", queries.prefix(26).map { [("expr", .string($0)), ("range", .bool(true))] })
    case .logs(let query): ("loki", [[("expr", .string(query)), ("queryType", .string("range"))]])
    case .search(let query), .drilldown(let query): ("tempo", [[("queryType", .string("traceql")), ("query", .string(query))]])
    case .trace(let id, _): ("tempo", [[("queryType", .string("traceql")), ("query", .string(id.description))]])
    case .screen, .objective, .runbook, .comparison: nil
    }
  }

  private static func letter(_ index: Int) -> String { String(UnicodeScalar(UInt8(65 + index % 26))) }

  /// Milliseconds, as Grafana has them.
  private static func range(_ span: Permalink.Span?) -> JSON {
    let (from, to) =
      switch span {
      case .fixed(let range)?: (milliseconds(range.start), milliseconds(range.end))
      case .last(let duration)?: ("now-\(max(1, duration.wholeNanoseconds / 1_000_000_000))s", "now")
      case nil: ("now-1h", "now")
      }
    return .object([("from", .string(from)), ("to", .string(to))])
  }

  private static func milliseconds(_ instant: Instant) -> String { String(instant.nanoseconds / 1_000_000) }
}

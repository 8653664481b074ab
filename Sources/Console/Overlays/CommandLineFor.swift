internal import Telemetry

/// The line a person would type in a shell to ask the same question with the servers' own tools.
struct CommandLineFor {
  let text: String

  init(_ query: Query) {
    let quoted = Self.quoted(query.text ?? "")
    switch query {
    case .metricsInstant(_, let at):
      text = "promtool query instant --time=\(at.seconds) \"$PROMETHEUS_URL\" \(quoted)"
    case .metricsRange(_, let range, let step):
      text = "promtool query range --start=\(range.start.seconds) --end=\(range.end.seconds)"
        + " --step=\(step.wholeNanoseconds / 1_000_000_000)s \"$PROMETHEUS_URL\" \(quoted)"
    case .logs(_, let range, let limit, let direction):
      text = "logcli query --from=\(RFC3339.shortString(range.start)) --to=\(RFC3339.shortString(range.end))"
        + " --limit=\(limit)\(direction == .forward ? " --forward" : "") \(quoted)"
    case .logMetricRange(_, let range, let step):
      text = "logcli query --from=\(RFC3339.shortString(range.start)) --to=\(RFC3339.shortString(range.end))"
        + " --step=\(step.wholeNanoseconds / 1_000_000_000)s \(quoted)"
    case .logMetricInstant: text = "logcli instant-query \(quoted)"
    case .traceSearch(_, let range, let limit, _):
      text = "curl -G \"$TEMPO_ADDR/api/search\" --data-urlencode q=\(quoted)"
        + " -d start=\(range.start.seconds) -d end=\(range.end.seconds) -d limit=\(limit)"
    case .trace(let id, _): text = "tempo-cli query api trace-id \"$TEMPO_ADDR\" \(id)"
    case .traceMetricsRange(_, let range, _):
      text = "curl -G \"$TEMPO_ADDR/api/metrics/query_range\" --data-urlencode q=\(quoted)"
        + " -d start=\(range.start.seconds) -d end=\(range.end.seconds)"
    case .exemplars(_, let range):
      text = "curl \"$PROMETHEUS_URL/api/v1/query_exemplars\" --data-urlencode query=\(quoted)"
        + " -d start=\(range.start.seconds) -d end=\(range.end.seconds)"
    default: text = Self.aboutTheServer(query)
    }
  }

  /// Questions about what a Prometheus has, not about values.
  private static func aboutTheServer(_ query: Query) -> String {
    let api = "\"$PROMETHEUS_URL/api/v1/"
    switch query {
    case .limited(let query, _): return CommandLineFor(query).text
    case .metricSeries(let matchers, let range):
      let given = matchers.map { " --match=\(quoted($0))" }.joined()
      return "promtool query series\(given) --start=\(range.start.seconds) --end=\(range.end.seconds)"
        + " \"$PROMETHEUS_URL\""
    case .metricLabelValues(let label, _, let range):
      return "promtool query labels --start=\(range.start.seconds) --end=\(range.end.seconds)"
        + " \"$PROMETHEUS_URL\" \(quoted(label))"
    case .metricMetadata: return "curl \(api)metadata\""
    case .targetMetadata(let metric):
      return "curl -G \(api)targets/metadata\" --data-urlencode metric=\(quoted(metric))"
    case .scrapeTargets: return "curl \(api)targets?state=active\""
    case .rules: return "curl \(api)rules\""
    case .tsdbStatus(let top): return "curl \(api)status/tsdb?limit=\(top)\""
    case .serverRuntime: return "curl \(api)status/runtimeinfo\""
    default: return aboutAlerts(query)
    }
  }

  private static func aboutAlerts(_ query: Query) -> String {
    switch query {
    case .alerts: "curl \"$PROMETHEUS_URL/api/v1/alerts\""
    case .managedAlerts: "curl \"$ALERTMANAGER_URL/api/v2/alerts\""
    case .alertGroups: "curl \"$ALERTMANAGER_URL/api/v2/alerts/groups\""
    case .silences: "curl \"$ALERTMANAGER_URL/api/v2/silences\""
    case .notifications(let since):
      "curl -G \"$NTFY_URL/$TOPICS/json\" -d poll=1 --data-urlencode since=\(quoted(since))"
    case .probeResults: "curl \"$GATUS_URL/api/v1/endpoints/statuses\""
    default: ""
    }
  }

  /// What a question without a query text asks for; `nil` for those that have one.
  static func subject(of query: Query) -> String? {
    switch query {
    case .limited(let query, let limit): subject(of: query).map { "\($0), at most \(limit)" }
    case .metricSeries(let matchers, _): "series of \(matchers.joined(separator: " or "))"
    case .metricLabelValues(let label, _, _): "values of \(label)"
    case .metricMetadata: "type and help of every metric"
    case .targetMetadata(let metric): "targets that expose \(metric)"
    case .scrapeTargets: "scrape targets"
    case .rules: "rules"
    case .tsdbStatus: "statistics of the storage"
    case .serverRuntime: "how the server runs"
    case .alerts, .managedAlerts: "alerts"
    case .alertGroups: "alerts by the groups they are sent in"
    case .silences: "silences"
    case .examination: "every source and every tie between them"
    case .probeResults: "the latest results of every endpoint"
    case .notifications(since: "all"): "all messages that ntfy keeps"
    case .notifications(let since): "messages after \(since)"
    default: nil
    }
  }

  /// Quoted for a POSIX shell.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

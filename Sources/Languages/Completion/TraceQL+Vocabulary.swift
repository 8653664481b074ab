extension TraceQL {
  /// The scopes of attributes, with the point that follows.
  public static let scopes: [Term] = [
    Term("resource.", "", "attributes of who made the span"),
    Term("span.", "", "attributes of the span itself"),
    Term("event.", "", "attributes of its events"), Term("link.", "", "attributes of its links"),
    Term("instrumentation.", "", "attributes of the library"),
  ]

  /// What every span has.
  public static let intrinsics: [Term] = [
    Term("duration", "", "how long the span took"), Term("name", "", "its operation"),
    Term("status", "", "ok, error or unset"), Term("statusMessage", "", "what the error says"),
    Term("kind", "", "server, client, producer, consumer, internal"),
    Term("rootName", "", "operation of the first span"),
    Term("rootServiceName", "", "service of the first span"),
    Term("traceDuration", "", "from the first start to the last end"),
    Term("span:childCount", "", "number of direct children"), Term("span:id", "", "the span's id"),
    Term("span:parentID", "", "its parent's id"), Term("trace:id", "", "the trace's id"),
    Term("event:name", "", "name of an event"),
    Term("event:timeSinceStart", "", "from the span's start to the event"),
    Term("link:traceID", "", "trace of a link"), Term("link:spanID", "", "span of a link"),
    Term("nestedSetParent", "", "-1 at the root"),
  ]

  /// What may follow a bar.
  public static let stages: [Term] = [
    Term("rate()", "| rate() by(…)", "spans a second"),
    Term("count_over_time()", "| count_over_time() by(…)", "number of spans"),
    Term("quantile_over_time(", "| quantile_over_time(duration, .99)", "quantile of a field"),
    Term("histogram_over_time(", "| histogram_over_time(duration)", "distribution of a field"),
    Term("sum_over_time(", "| sum_over_time(field)", "sum of a field"),
    Term("avg_over_time(", "| avg_over_time(field)", "mean of a field"),
    Term("min_over_time(", "| min_over_time(field)", "smallest value of a field"),
    Term("max_over_time(", "| max_over_time(field)", "largest value of a field"),
    Term("compare(", "| compare({ status = error })", "what sets a selection apart"),
    Term("select(", "| select(span.a, span.b)", "fields to return"),
    Term("by(", "| by(resource.service.name)", "spans in groups"),
    Term("count()", "| count() > 2", "number of matched spans"),
    Term("avg(", "| avg(duration) > 1s", "mean over the matched spans"),
    Term("min(", "| min(duration) > 1s", "smallest over the matched spans"),
    Term("max(", "| max(duration) > 1s", "largest over the matched spans"),
    Term("sum(", "| sum(span.bytes) > 1000", "sum over the matched spans"),
    Term("coalesce()", "| coalesce()", "groups joined again"),
    Term("topk(", "| topk(10)", "series with the largest values"),
    Term("bottomk(", "| bottomk(10)", "series with the smallest values"),
  ]

  public static let words: [Term] = [
    Term("by", "by(attribute)", "a series for each value"), Term("&&", "", "and"), Term("||", "", "or"),
    Term("{ }", "{ condition }", "spans that fulfil a condition"),
  ]

  public static let operators: [Term] = [
    Term("=", "", "is"), Term("!=", "", "is not"), Term("=~", "", "matches a regular expression"),
    Term("!~", "", "does not match"), Term(">", "", "more than"), Term(">=", "", "at least"),
    Term("<", "", "less than"), Term("<=", "", "at most"),
  ]

  /// Values of an intrinsic that are words; empty for any other name.
  public static func values(of name: String) -> [String] {
    switch TraceIntrinsic(spelling: name) {
    case .status: TraceLiteral.Status.allCases.map(\.rawValue)
    case .kind: TraceLiteral.Kind.allCases.map(\.rawValue)
    default: []
    }
  }

  /// Lengths of time worth comparing a duration with.
  public static let durations = [
    "10ms", "50ms", "100ms", "250ms", "500ms", "1s", "2s", "5s", "10s", "30s", "1m",
  ]

  public static func quoted(_ value: String) -> String { TraceText.quoted(value) }

  /// An attribute as a query writes it: `span."odd key"`.
  public static func attribute(scope: String, _ key: String) -> String {
    TraceField.attribute(TraceField.Scope(rawValue: scope), key).description
  }
}

extension TraceQL {
  /// Whether a name is that of a length of time.
  public static func isDuration(_ name: String) -> Bool {
    [.duration, .traceDuration, .eventTime].contains(TraceIntrinsic(spelling: name))
  }
}

extension LogQL {
  /// What may begin a value: functions over lines, aggregations, a selector.
  public static let operands: [Term] = [
    Term("{", "{label=\"value\"}", "lines of the streams with these labels"),
    Term("rate(", "rate({…} [5m])", "lines a second"),
    Term("count_over_time(", "count_over_time({…} [5m])", "number of lines"),
    Term("bytes_rate(", "bytes_rate({…} [5m])", "bytes a second"),
    Term("bytes_over_time(", "bytes_over_time({…} [5m])", "bytes"),
    Term("absent_over_time(", "absent_over_time({…} [5m])", "1 when there is no line"),
    Term("rate_counter(", "rate_counter({…} | unwrap f [5m])", "increase a second of a counter"),
    Term("sum_over_time(", "sum_over_time({…} | unwrap f [5m])", "sum of a field"),
    Term("avg_over_time(", "avg_over_time({…} | unwrap f [5m])", "mean of a field"),
    Term("min_over_time(", "min_over_time({…} | unwrap f [5m])", "smallest value of a field"),
    Term("max_over_time(", "max_over_time({…} | unwrap f [5m])", "largest value of a field"),
    Term("first_over_time(", "first_over_time({…} | unwrap f [5m])", "oldest value of a field"),
    Term("last_over_time(", "last_over_time({…} | unwrap f [5m])", "newest value of a field"),
    Term("stddev_over_time(", "stddev_over_time({…} | unwrap f [5m])", "standard deviation of a field"),
    Term("stdvar_over_time(", "stdvar_over_time({…} | unwrap f [5m])", "variance of a field"),
    Term("quantile_over_time(", "quantile_over_time(0.99, {…} | unwrap f [5m])", "φ-quantile of a field"),
    Term("sum", "sum by (…) (…)", "sum of each group"),
    Term("avg", "avg by (…) (…)", "mean of each group"),
    Term("min", "min by (…) (…)", "smallest value of each group"),
    Term("max", "max by (…) (…)", "largest value of each group"),
    Term("count", "count by (…) (…)", "number of series in each group"),
    Term("stddev", "stddev by (…) (…)", "standard deviation of each group"),
    Term("stdvar", "stdvar by (…) (…)", "variance of each group"),
    Term("topk(", "topk(5, …)", "the k series with the largest values"),
    Term("bottomk(", "bottomk(5, …)", "the k series with the smallest values"),
    Term("approx_topk(", "approx_topk(5, …)", "topk by a sketch, for many series"),
    Term("sort(", "sort(…)", "smallest first"),
    Term("sort_desc(", "sort_desc(…)", "largest first"),
    Term("label_replace(", "label_replace(v, dst, replacement, src, regex)", "sets a label from another"),
    Term("vector(", "vector(0)", "a series without labels"),
  ]

  /// What may follow a bar beside a field.
  public static let stages: [Term] = [
    Term("json", "| json", "fields of JSON lines"),
    Term("logfmt", "| logfmt", "fields of key=value lines"),
    Term("pattern", "| pattern \"<ip> - <_>\"", "fields by their place in the line"),
    Term("regexp", "| regexp \"(?P<name>…)\"", "fields by the groups of a regular expression"),
    Term("unpack", "| unpack", "fields packed by promtail"),
    Term("line_format", "| line_format \"{{.field}}\"", "writes the line anew"),
    Term("label_format", "| label_format new=old", "renames and makes labels"),
    Term("decolorize", "| decolorize", "without terminal colours"),
    Term("drop", "| drop a, b", "without these labels"),
    Term("keep", "| keep a, b", "with these labels only"),
    Term("unwrap", "| unwrap field", "a field as the number to work on"),
  ]

  public static let words: [Term] = [
    Term("by", "by (labels)", "one group for each combination of these labels"),
    Term("without", "without (labels)", "one group for each combination of all other labels"),
    Term("and", "a and b", "both"), Term("or", "a or b", "either"),
    Term("unless", "a unless b", "series of a that have no partner in b"),
  ]

  /// Lengths of time worth offering, variables first.
  public static let durations: [Term] = [
    Term("$__auto", "", "one step of the chart"), Term("$__interval", "", "one step of the chart"),
    Term("$__range", "", "the whole range on screen"),
    Term("30s", "", "30 seconds"), Term("1m", "", "1 minute"), Term("5m", "", "5 minutes"),
    Term("15m", "", "15 minutes"), Term("1h", "", "1 hour"), Term("1d", "", "1 day"),
  ]

  public static func quoted(_ value: String) -> String { LogPrinter.quoted(value) }
}

/// What a PromQL function takes, answers and is for.
public struct PromFunction: Hashable, Sendable {
  public var name: String
  /// The types of the parameters; the last repeats when `variadic` says so.
  public var parameters: [PromType]
  /// How many of the trailing parameters may be left out, or whether the last may repeat.
  public var variadic: Variadic
  public var result: PromType
  /// One line for completion.
  public var help: String

  public enum Variadic: Hashable, Sendable {
    case none
    case optional(Int)
    case repeating
  }

  init(
    _ name: String, _ parameters: [PromType], variadic: Variadic = .none,
    returns result: PromType = .vector, _ help: String
  ) {
    self.name = name
    self.parameters = parameters
    self.variadic = variadic
    self.result = result
    self.help = help
  }

  /// `rate(range vector) instant vector`
  public var signature: String {
    var names = parameters.map(\.rawValue)
    switch variadic {
    case .none: break
    case .optional(let count):
      for index in names.indices.suffix(count) { names[index] = "[\(names[index])]" }
    case .repeating: names.append("…")
    }
    return "\(name)(\(names.joined(separator: ", "))) \(result.rawValue)"
  }

  /// The fewest arguments a call may have.
  var minimum: Int {
    switch variadic {
    case .none: parameters.count
    case .optional(let count): parameters.count - count
    case .repeating: parameters.count - 1
    }
  }
}

extension PromFunction {
  /// The function of this name; `nil` when Prometheus has none.
  public static func named(_ name: String) -> PromFunction? {
    all.first { $0.name == name }
  }

  /// Every function of Prometheus 3, by topic.
  public static let all: [PromFunction] =
    rates + overTime + elementwise + calendar + shaping + histograms + labelling

  private static let rates: [PromFunction] = [
    PromFunction("rate", [.matrix], "per-second average increase of a counter"),
    PromFunction("irate", [.matrix], "per-second increase between the last two samples"),
    PromFunction("increase", [.matrix], "increase of a counter over the range"),
    PromFunction("delta", [.matrix], "difference of a gauge over the range"),
    PromFunction("idelta", [.matrix], "difference between the last two samples"),
    PromFunction("deriv", [.matrix], "per-second slope of a gauge by linear regression"),
    PromFunction("predict_linear", [.matrix, .scalar], "value in t seconds by linear regression"),
    PromFunction("resets", [.matrix], "how often a counter went down"),
    PromFunction("changes", [.matrix], "how often the value changed"),
    PromFunction(
      "double_exponential_smoothing", [.matrix, .scalar, .scalar], "smoothed value with trend"),
    PromFunction("holt_winters", [.matrix, .scalar, .scalar], "smoothed value with trend (v2)"),
  ]

  private static let overTime: [PromFunction] = [
    PromFunction("avg_over_time", [.matrix], "mean over the range"),
    PromFunction("sum_over_time", [.matrix], "sum over the range"),
    PromFunction("min_over_time", [.matrix], "smallest value in the range"),
    PromFunction("max_over_time", [.matrix], "largest value in the range"),
    PromFunction("count_over_time", [.matrix], "number of samples in the range"),
    PromFunction("quantile_over_time", [.scalar, .matrix], "φ-quantile (0 to 1) over the range"),
    PromFunction("stddev_over_time", [.matrix], "population standard deviation over the range"),
    PromFunction("stdvar_over_time", [.matrix], "population variance over the range"),
    PromFunction("mad_over_time", [.matrix], "median absolute deviation over the range"),
    PromFunction("first_over_time", [.matrix], "oldest sample in the range"),
    PromFunction("last_over_time", [.matrix], "newest sample in the range"),
    PromFunction("present_over_time", [.matrix], "1 for every series with a sample in the range"),
    PromFunction("absent_over_time", [.matrix], "1 when no series has a sample in the range"),
    PromFunction("ts_of_first_over_time", [.matrix], "when the oldest sample in the range was"),
    PromFunction("ts_of_last_over_time", [.matrix], "when the newest sample in the range was"),
    PromFunction("ts_of_min_over_time", [.matrix], "when the value was smallest"),
    PromFunction("ts_of_max_over_time", [.matrix], "when the value was largest"),
  ]

  private static let elementwise: [PromFunction] =
    [
      ("abs", "absolute value"), ("ceil", "rounded up"), ("floor", "rounded down"),
      ("exp", "e to the power of the value"), ("ln", "natural logarithm"),
      ("log2", "binary logarithm"), ("log10", "decimal logarithm"), ("sqrt", "square root"),
      ("sgn", "sign: -1, 0 or 1"), ("sin", "sine of radians"), ("cos", "cosine of radians"),
      ("tan", "tangent of radians"), ("asin", "arc sine"), ("acos", "arc cosine"),
      ("atan", "arc tangent"), ("sinh", "hyperbolic sine"), ("cosh", "hyperbolic cosine"),
      ("tanh", "hyperbolic tangent"), ("asinh", "inverse hyperbolic sine"),
      ("acosh", "inverse hyperbolic cosine"), ("atanh", "inverse hyperbolic tangent"),
      ("deg", "radians to degrees"), ("rad", "degrees to radians"),
    ].map { PromFunction($0.0, [.vector], $0.1) }
    + [
      PromFunction(
        "round", [.vector, .scalar], variadic: .optional(1), "rounded to a multiple, default 1"),
      PromFunction("clamp", [.vector, .scalar, .scalar], "limited to between min and max"),
      PromFunction("clamp_min", [.vector, .scalar], "at least min"),
      PromFunction("clamp_max", [.vector, .scalar], "at most max"),
    ]

  private static let calendar: [PromFunction] =
    [
      ("minute", "minute of the hour, UTC"), ("hour", "hour of the day, UTC"),
      ("day_of_week", "day of the week, Sunday is 0, UTC"),
      ("day_of_month", "day of the month, UTC"),
      ("day_of_year", "day of the year, UTC"), ("days_in_month", "days the month has, UTC"),
      ("month", "month of the year, UTC"), ("year", "year, UTC"),
    ].map { PromFunction($0.0, [.vector], variadic: .optional(1), $0.1) }

  private static let shaping: [PromFunction] = [
    PromFunction("absent", [.vector], "1 when the vector is empty"),
    PromFunction("scalar", [.vector], returns: .scalar, "the value of the only series, else NaN"),
    PromFunction("vector", [.scalar], "a series without labels"),
    PromFunction("time", [], returns: .scalar, "seconds since 1970 at this step"),
    PromFunction("pi", [], returns: .scalar, "3.141592653589793"),
    PromFunction("timestamp", [.vector], "when each sample was taken, seconds since 1970"),
    PromFunction("sort", [.vector], "smallest first; instant queries only"),
    PromFunction("sort_desc", [.vector], "largest first; instant queries only"),
    PromFunction(
      "sort_by_label", [.vector, .string], variadic: .repeating, "by label values, ascending"),
    PromFunction(
      "sort_by_label_desc", [.vector, .string], variadic: .repeating, "by label values, descending"),
  ]

  private static let histograms: [PromFunction] = [
    PromFunction("histogram_quantile", [.scalar, .vector], "φ-quantile (0 to 1) from buckets"),
    PromFunction(
      "histogram_fraction", [.scalar, .scalar, .vector], "share of native observations"),
    PromFunction("histogram_avg", [.vector], "mean of native histograms"),
    PromFunction("histogram_count", [.vector], "observations of native histograms"),
    PromFunction("histogram_sum", [.vector], "sum of native histograms"),
    PromFunction("histogram_stddev", [.vector], "standard deviation of native histograms"),
    PromFunction("histogram_stdvar", [.vector], "variance of native histograms"),
  ]

  private static let labelling: [PromFunction] = [
    PromFunction(
      "label_replace", [.vector, .string, .string, .string, .string],
      "sets a label from another by a regular expression"),
    PromFunction(
      "label_join", [.vector, .string, .string, .string], variadic: .repeating,
      "joins labels into one"),
    PromFunction(
      "info", [.vector, .vector], variadic: .optional(1), "adds labels of info metrics"),
  ]
}

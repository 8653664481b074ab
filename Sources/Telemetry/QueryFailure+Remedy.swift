extension QueryFailure {
  /// What the person who asked can do about a failure.
  public enum Remedy: String, Hashable, Sendable, CaseIterable {
    case coarserStep, shorterRange, narrowerSelector, fewerResults, editQuery, longerTimeout, retry
    case credentials, checkSource

    /// A sentence's worth, in the imperative.
    public var advice: String {
      switch self {
      case .coarserStep: "ask for fewer points: a coarser step"
      case .shorterRange: "ask for a shorter range"
      case .narrowerSelector: "select less: add a matcher, or ask a recording rule instead"
      case .fewerResults: "ask for fewer results: a lower limit"
      case .editQuery: "change the query"
      case .longerTimeout: "allow more time: a longer timeout"
      case .retry: "ask again in a moment: the server is starting, busy or unwell"
      case .credentials: "set the user and password, or a header, in its data source"
      case .checkSource: "check the url, the path prefix and the type of its data source"
      }
    }
  }

  /// Most promising first; empty when nothing the person could do would help.
  public var remedies: [Remedy] {
    if position != nil { return [.editQuery] }
    switch reason {
    case .refused, .serverFault, .timedOut: return Self.remedy(worded: message) ?? usualRemedies
    default: return usualRemedies
    }
  }

  /// The remedies that this question has: one without a step cannot have a coarser one.
  public func remedies(for query: Query) -> [Remedy] {
    remedies.filter {
      switch $0 {
      case .coarserStep: query.step != nil
      case .shorterRange: query.range != nil
      case .fewerResults: query.limit != nil
      default: true
      }
    }
  }

  private var usualRemedies: [Remedy] {
    switch reason {
    case .timedOut: [.shorterRange, .coarserStep, .narrowerSelector, .longerTimeout]
    case .tooLarge: [.coarserStep, .narrowerSelector, .fewerResults, .shorterRange]
    case .refused: status == 429 ? [.retry] : isRedirect ? [.checkSource] : [.editQuery]
    case .serverFault: [.retry]
    case .unauthorised: [.credentials]
    case .unreachable, .notFound, .undecodable: [.checkSource]
    case .cancelled, .unsupported: []
    }
  }

  private var isRedirect: Bool { status.map((300..<400).contains) ?? false }

  /// Limits are told in words alone: their status and type are those of any refusal.
  private static func remedy(worded message: String) -> [Remedy]? {
    let text = message.lowercased()
    return wordings.first { $0.words.contains { text.contains($0) } }?.remedies
  }

  private static let wordings: [(words: [String], remedies: [Remedy])] = [
    // Prometheus: more than 11,000 steps, or none; Tempo: more than 10,000.
    (["exceeded maximum resolution", "query resolution step", "is too small"], [.coarserStep, .shorterRange]),
    // Prometheus, Mimir and VictoriaMetrics: too much in memory at once.
    (
      [
        "too many samples", "maximum number of samples", "maxsamplesperquery",
        "estimated amount of memory",
      ], [.coarserStep, .narrowerSelector, .shorterRange]
    ),
    (
      ["too many series", "number of series", "maximum of series", "maxuniquetimeseries", "max-chunks"],
      [.narrowerSelector, .shorterRange]
    ),
    // Loki and Tempo: the limits of their frontends.
    (["time range exceeds", "range specified by start and end", "query length"], [.shorterRange]),
    (["max entries limit", "limit exceeds"], [.fewerResults]),
    (["would read too many bytes", "query too large"], [.shorterRange, .narrowerSelector]),
    (["too many outstanding requests", "too many requests", "not ready"], [.retry]),
    (
      ["timed out", "deadline exceeded"],
      [.shorterRange, .coarserStep, .narrowerSelector, .longerTimeout]
    ),
  ]
}

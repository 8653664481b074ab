public import Telemetry

/// A source as the correlator knows it: who can be asked, and how it is tied to others.
public struct Source: Hashable, Sendable {
  public var id: SourceID
  public var kind: SourceKind
  public var correlation: Correlation

  public init(id: SourceID, kind: SourceKind, correlation: Correlation = Correlation()) {
    self.id = id
    self.kind = kind
    self.correlation = correlation
  }
}

/// What a source's configuration says of its ties, in Grafana's own terms (data source
/// provisioning, `jsonData`). Empty fields mean that the defaults apply.
public struct Correlation: Hashable, Sendable {
  /// Prometheus `exemplarTraceIdDestinations`: exemplar label name to trace source.
  public struct ExemplarDestination: Hashable, Sendable {
    public var label: String
    public var source: SourceID?

    public init(label: String, source: SourceID?) {
      self.label = label
      self.source = source
    }
  }

  /// Loki `derivedFields`.
  public struct DerivedField: Hashable, Sendable {
    public var name: String
    /// A regular expression over the line with one group, or over label names when `isLabel`.
    public var pattern: String
    public var isLabel: Bool
    public var source: SourceID?

    public init(name: String, pattern: String, isLabel: Bool, source: SourceID?) {
      self.name = name
      self.pattern = pattern
      self.isLabel = isLabel
      self.source = source
    }
  }

  /// Tempo `tracesToLogsV2` and `tracesToMetrics`.
  public struct SpanDestination: Hashable, Sendable {
    public struct Tag: Hashable, Sendable {
      public var key: String
      /// The label's name on the other side; `nil`: the key with `.` as `_`.
      public var renamed: String?

      public init(key: String, renamed: String? = nil) {
        self.key = key
        self.renamed = renamed
      }
    }

    public struct NamedQuery: Hashable, Sendable {
      public var name: String
      public var query: String

      public init(name: String, query: String) {
        self.name = name
        self.query = query
      }
    }

    public var source: SourceID?
    public var tags: [Tag]
    public var startShift: Duration?
    public var endShift: Duration?
    public var filterByTraceID: Bool
    public var filterBySpanID: Bool
    /// Queries of one's own, with variables: all of `tracesToMetrics`, the custom one of
    /// `tracesToLogsV2`.
    public var queries: [NamedQuery]

    public init(
      source: SourceID? = nil, tags: [Tag] = [], startShift: Duration? = nil,
      endShift: Duration? = nil, filterByTraceID: Bool = false, filterBySpanID: Bool = false,
      queries: [NamedQuery] = []
    ) {
      self.source = source
      self.tags = tags
      self.startShift = startShift
      self.endShift = endShift
      self.filterByTraceID = filterByTraceID
      self.filterBySpanID = filterBySpanID
      self.queries = queries
    }
  }

  public var exemplarDestinations: [ExemplarDestination]
  public var derivedFields: [DerivedField]
  public var toLogs: SpanDestination?
  public var toMetrics: SpanDestination?
  /// Tempo `serviceMap`: the Prometheus that holds the metrics of who calls whom.
  public var serviceMap: SourceID?
  /// Scrape interval (`timeInterval`), for `$__rate_interval`; 15 s unless set.
  public var scrapeInterval: Duration

  public init(
    exemplarDestinations: [ExemplarDestination] = [], derivedFields: [DerivedField] = [],
    toLogs: SpanDestination? = nil, toMetrics: SpanDestination? = nil,
    serviceMap: SourceID? = nil, scrapeInterval: Duration = .seconds(15)
  ) {
    self.exemplarDestinations = exemplarDestinations
    self.derivedFields = derivedFields
    self.toLogs = toLogs
    self.toMetrics = toMetrics
    self.serviceMap = serviceMap
    self.scrapeInterval = scrapeInterval
  }
}

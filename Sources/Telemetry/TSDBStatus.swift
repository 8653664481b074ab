/// What fills a Prometheus' head block: the newest hours, in memory.
///
/// Numbers are `nil` and lists empty where the server does not tell.
public struct TSDBStatus: Hashable, Sendable {
  public struct Count: Hashable, Sendable {
    public var name: String
    public var value: Int64

    public init(_ name: String, _ value: Int64) {
      self.name = name
      self.value = value
    }
  }

  public var series: Int64?
  /// Distinct pairs of label name and value.
  public var labelPairs: Int64?
  public var chunks: Int64?
  /// The oldest and the newest sample; `nil` when there is none.
  public var oldest: Instant?
  public var newest: Instant?
  /// The metrics with the most series, most first; so are the other lists.
  public var seriesByMetric: [Count]
  /// Distinct values of a label.
  public var valuesByLabel: [Count]
  /// Bytes that a label's values take, in every series that has it.
  public var bytesByLabel: [Count]
  /// Series that have a pair, `label=value`.
  public var seriesByPair: [Count]

  public init(
    series: Int64? = nil, labelPairs: Int64? = nil, chunks: Int64? = nil, oldest: Instant? = nil,
    newest: Instant? = nil, seriesByMetric: [Count] = [], valuesByLabel: [Count] = [],
    bytesByLabel: [Count] = [], seriesByPair: [Count] = []
  ) {
    self.series = series
    self.labelPairs = labelPairs
    self.chunks = chunks
    self.oldest = oldest
    self.newest = newest
    self.seriesByMetric = seriesByMetric
    self.valuesByLabel = valuesByLabel
    self.bytesByLabel = bytesByLabel
    self.seriesByPair = seriesByPair
  }
}

/// One value of a series at one time.
public struct Sample: Hashable, Sendable {
  public var time: Instant
  /// May be NaN or infinite: both are data, not absence.
  public var value: Double

  public init(_ time: Instant, _ value: Double) {
    self.time = time
    self.value = value
  }
}

/// A metric series over a range, or at one moment (then with a single sample).
///
/// Missing samples are simply absent. A hole wider than the step is a gap and must be drawn as one.
public struct Series: Equatable, Sendable {
  public var labels: Labels
  /// Ascending in time.
  public var samples: [Sample]
  /// Native histograms, ascending in time; empty for ordinary series.
  public var histograms: [HistogramPoint]
  /// Which source answered; set when several were asked.
  public var source: SourceID?

  public init(
    labels: Labels, samples: [Sample], histograms: [HistogramPoint] = [], source: SourceID? = nil
  ) {
    self.labels = labels
    self.samples = samples
    self.histograms = histograms
    self.source = source
  }
}

/// A native histogram at one time.
public struct HistogramPoint: Equatable, Sendable {
  public var time: Instant
  public var histogram: NativeHistogram

  public init(_ time: Instant, _ histogram: NativeHistogram) {
    self.time = time
    self.histogram = histogram
  }
}

/// A Prometheus native histogram as the HTTP API writes it (documentation, "Histograms").
public struct NativeHistogram: Equatable, Sendable {
  /// Which ends belong to a bucket; the raw values are the API's own.
  public enum Boundary: Int, Sendable {
    case openLeft = 0, openRight = 1, openBoth = 2, closedBoth = 3
  }

  public struct Bucket: Equatable, Sendable {
    public var boundary: Boundary
    public var lower: Double
    public var upper: Double
    public var count: Double

    public init(boundary: Boundary, lower: Double, upper: Double, count: Double) {
      self.boundary = boundary
      self.lower = lower
      self.upper = upper
      self.count = count
    }
  }

  public var count: Double
  public var sum: Double
  /// Ascending; empty buckets are not sent.
  public var buckets: [Bucket]

  public init(count: Double, sum: Double, buckets: [Bucket]) {
    self.count = count
    self.sum = sum
    self.buckets = buckets
  }
}

/// A sample that carries the trace it came from.
public struct Exemplar: Hashable, Sendable {
  /// The labels of the raw series the exemplar was stored on.
  public var series: Labels
  /// The exemplar's own labels, trace id included.
  public var labels: Labels
  public var time: Instant
  /// In the metric's unit; seconds for durations.
  public var value: Double
  /// Found under any of the names of `TraceIDNames`; `nil` when none held a valid id.
  public var traceID: TraceID?
  public var spanID: SpanID?

  public init(
    series: Labels, labels: Labels, time: Instant, value: Double, traceID: TraceID?,
    spanID: SpanID? = nil
  ) {
    self.series = series
    self.labels = labels
    self.time = time
    self.value = value
    self.traceID = traceID
    self.spanID = spanID
  }
}

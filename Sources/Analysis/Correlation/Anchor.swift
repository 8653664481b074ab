public import Telemetry

/// The kinds of view that jumps lead between.
public enum Signal: String, Hashable, Sendable, CaseIterable {
  case metrics, traces, logs, profile
}

/// What the cursor rests on, reduced to what another signal can recognise.
public struct Anchor: Hashable, Sendable {
  public var signal: Signal
  /// The source that answered; `nil` when several did.
  public var source: SourceID?
  /// The PromQL, LogQL or TraceQL on screen.
  public var query: String?
  /// Series labels, stream labels and metadata, or resource and span attributes under their own
  /// names (`service.name`).
  public var labels: Labels
  /// The service as the context's focus or the labels name it.
  public var service: String?
  /// All services of the trace on screen; a span's logs may stand with any of them.
  public var services: [String]
  /// The range on screen, or the span's own extent.
  public var range: TimeRange
  /// The crosshair, or the line's or span's time.
  public var moment: Instant?
  public var traceID: TraceID?
  public var spanID: SpanID?
  /// The name of the span or its route, where known.
  public var operation: String?
  /// The whole trace's name and extent, where it is on screen.
  public var traceName: String?
  public var traceRange: TimeRange?
  /// A log line's text, for ids that stand in it.
  public var line: String?
  /// Exemplars in view, best first.
  public var exemplars: [Exemplar]
  /// What the metric was at the moment, in the unit of its exemplars where it is a quantile of them.
  public var value: Double?

  public init(
    signal: Signal, source: SourceID? = nil, query: String? = nil, labels: Labels = [:],
    service: String? = nil, range: TimeRange, moment: Instant? = nil, traceID: TraceID? = nil,
    spanID: SpanID? = nil, operation: String? = nil, line: String? = nil,
    exemplars: [Exemplar] = [], services: [String] = []
  ) {
    self.signal = signal
    self.source = source
    self.query = query
    self.labels = labels
    self.service = service
    self.range = range
    self.moment = moment
    self.traceID = traceID
    self.spanID = spanID
    self.operation = operation
    self.line = line
    self.exemplars = exemplars
    self.services = services
  }
}

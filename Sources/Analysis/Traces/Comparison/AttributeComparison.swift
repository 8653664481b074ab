public import Languages
internal import Telemetry

/// Which attributes differ most between a selection (the slow, the failing) and the rest.
///
/// ```
///   span.disk = "sdb"        selection 100% ██████████   rest  38% ████
///   span.nfs.retries > 0     selection  97% ██████████   rest   0%
/// ```
public struct AttributeComparison: Equatable, Sendable {
  /// Where the numbers come from; the person is told.
  public enum Origin: String, Hashable, Sendable {
    /// TraceQL's `compare()`, over all spans of the server.
    case server
    /// Spans of traces that were fetched.
    case sampledSpans
    /// Traces that were fetched, each counted once for what any of its spans has.
    case sampledTraces
  }

  /// How many have something, of how many.
  public struct Share: Hashable, Sendable {
    public var count: Int
    public var of: Int

    /// From 0 to 1; 0 of nothing.
    public var ratio: Double { of > 0 ? min(1, Double(count) / Double(of)) : 0 }
  }

  public struct Difference: Hashable, Sendable {
    public var field: TraceField
    /// `=`, or `>` for numbers put in a bucket.
    public var op: FieldOperator
    public var value: TraceLiteral
    public var selection: Share
    public var rest: Share
    /// The server listed only the most frequent values of one side, and this one was not among them:
    /// its share there is at most what stands here.
    public var isBounded = false

    /// The selection's share less the rest's, from -1 to 1.
    public var difference: Double { selection.ratio - rest.ratio }

    /// `span.nfs.retries > 0`, to put into a query.
    public var condition: FieldExpression { .binary(op, .field(field), .literal(value)) }
  }

  public let origin: Origin
  /// The largest differences first, what the selection has more of before what it lacks.
  public let differences: [Difference]
  /// Attributes left out because nearly every span has a value of its own.
  public let excluded: [TraceField]
  /// Spans or traces on either side.
  public let selectionCount: Int
  public let restCount: Int

  /// The first difference of each attribute: one line a piece.
  public var leading: [Difference] {
    var seen: Set<TraceField> = []
    return differences.filter { seen.insert($0.field).inserted }
  }

  /// What a comparison needs to believe a difference.
  public struct Thresholds: Hashable, Sendable {
    /// How many spans or traces must have a value on the side that has it more often.
    public var support: Int
    /// The least difference of shares to list, from 0 to 1.
    public var difference: Double

    public init(support: Int = 3, difference: Double = 0.05) {
      self.support = support
      self.difference = difference
    }
  }

  init(_ tally: AttributeTally, origin: Origin, _ thresholds: Thresholds) {
    self.origin = origin
    selectionCount = tally.selectionCount
    restCount = tally.restCount
    var ranking = AttributeRanking(tally, thresholds)
    for (field, sides) in tally.attributes { ranking.add(field, sides) }
    differences = ranking.ranked
    excluded = ranking.excluded.sorted { $0.scopedName < $1.scopedName }
  }
}

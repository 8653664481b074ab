internal import Languages
internal import Telemetry

/// A compiled pipeline up to its metrics stage.
struct PipelineProgram {
  private enum Step {
    case spansets(SpansetProgram)
    case aggregate(AggregateProgram)
    case by(String, SpanValue)
    case coalesce
  }

  private let source: SpansetProgram
  private let steps: [Step]
  /// Fields the query names, each once, in order: a server returns them with the spans.
  let fields: [TraceField]

  init(_ pipeline: TracePipeline) throws(TraceRefusal) {
    source = try SpansetProgram(pipeline.source)
    var steps = [Step]()
    for stage in pipeline.stages {
      switch stage {
      case .spansets(let expression): steps.append(.spansets(try SpansetProgram(expression)))
      case .aggregate(let aggregate, let op, let value):
        steps.append(.aggregate(try AggregateProgram(aggregate, op, value)))
      case .by(let expression): steps.append(.by("by(\(expression))", try SpanValue(expression)))
      case .coalesce: steps.append(.coalesce)
      case .select, .metric, .topk, .bottomk, .threshold: break
      }
    }
    self.steps = steps
    fields = pipeline.namedFields
  }

  /// The spansets a trace yields; none with no spans.
  func spansets(in trace: IndexedTrace) -> [Spanset] {
    spansets(of: Array(trace.trace.spans.indices), in: trace)
  }

  func spansets(of candidates: [Int], in trace: IndexedTrace) -> [Spanset] {
    let matched = source.spans(among: candidates, in: trace)
    guard !matched.isEmpty else { return [] }
    var sets = [Spanset(spans: matched)]
    for step in steps where !sets.isEmpty {
      sets = Self.apply(step, to: sets, in: trace)
    }
    return sets
  }

  private static func apply(
    _ step: Step, to sets: [Spanset], in trace: IndexedTrace
  ) -> [Spanset] {
    switch step {
    case .spansets(let program):
      return sets.compactMap { set in
        let spans = program.spans(among: set.spans, in: trace)
        return spans.isEmpty ? nil : Spanset(spans: spans, attributes: set.attributes)
      }
    case .aggregate(let aggregate): return sets.compactMap { aggregate.passing($0, in: trace) }
    case .by(let name, let value): return sets.flatMap { group($0, name, value, in: trace) }
    case .coalesce: return [Spanset(spans: Set(sets.flatMap(\.spans)).sorted())]
    }
  }

  private static func group(
    _ set: Spanset, _ name: String, _ value: SpanValue, in trace: IndexedTrace
  ) -> [Spanset] {
    var places = [FieldValue: Int]()
    var groups = [Spanset]()
    for span in set.spans {
      let key = value.value(of: span, in: trace)
      if let place = places[key] {
        groups[place].spans.append(span)
      } else {
        places[key] = groups.count
        groups.append(Spanset(spans: [span], attributes: set.attributes + [(name, key)]))
      }
    }
    return groups
  }
}

extension TracePipeline {
  /// Every field that conditions, grouping, aggregates and `select` name.
  fileprivate var namedFields: [TraceField] {
    var named = source.namedFields
    for stage in stages {
      switch stage {
      case .spansets(let expression): named += expression.namedFields
      case .aggregate(let aggregate, _, _): named += aggregate.argument?.fields ?? []
      case .by(let expression): named += expression.fields
      case .select(let fields): named += fields
      case .metric(let metric): named += metric.by + (metric.field.map { [$0] } ?? [])
      case .coalesce, .topk, .bottomk, .threshold: break
      }
    }
    var seen = Set<TraceField>()
    return named.filter { seen.insert($0).inserted }
  }
}

extension SpansetExpression {
  fileprivate var namedFields: [TraceField] {
    switch self {
    case .filter(let filter): filter.condition?.fields ?? []
    case .operation(_, let left, let right): left.namedFields + right.namedFields
    case .pipeline(let pipeline): pipeline.namedFields
    }
  }
}

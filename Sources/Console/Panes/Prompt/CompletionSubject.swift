internal import Languages
internal import Telemetry

/// Something a server can list for a completion. Two places in a text that need the same list have
/// the same subject, so it is asked once.
enum CompletionSubject: Hashable, Sendable {
  case metricNames
  /// Types and help of all metrics.
  case metricTypes
  case metricLabels(selectors: [String])
  case metricValues(label: String, selectors: [String])
  case logLabels(selector: String?)
  case logValues(label: String, selector: String?)
  case logFields(query: String)
  case logFieldValues(field: String, query: String)
  case traceTags(filter: String?)
  case traceValues(attribute: String, filter: String?)

  /// What would have to be asked to complete at a place.
  static func needed(for context: CompletionContext, in language: QueryLanguage) -> [CompletionSubject] {
    switch language {
    case .promQL: promQL(context)
    case .logQL: logQL(context.kind)
    case .traceQL: traceQL(context.kind)
    }
  }

  private static func promQL(_ context: CompletionContext) -> [CompletionSubject] {
    switch context.kind {
    case .operand: return [.metricNames, .metricTypes]
    case .labelName(let selector):
      let labels = metricLabels(selectors: selector.map { [$0] } ?? [])
      return context.isQuoted && selector == nil ? [labels, .metricNames] : [labels]
    case .labelValue("__name__", _, let selector):
      return [.metricValues(label: "__name__", selectors: selector.map { [$0] } ?? []), .metricTypes]
    case .labelValue(let label, _, let selector):
      return [.metricValues(label: label, selectors: selector.map { [$0] } ?? [])]
    case .grouping(let selectors): return [.metricLabels(selectors: selectors)]
    default: return []
    }
  }

  private static func logQL(_ kind: CompletionContext.Kind) -> [CompletionSubject] {
    switch kind {
    case .labelName(let selector): [.logLabels(selector: selector)]
    case .labelValue(let label, _, let selector): [.logValues(label: label, selector: selector)]
    case .grouping(let selectors):
      [.logLabels(selector: selectors.first)] + selectors.prefix(1).map { .logFields(query: $0) }
    case .stage(let query), .fieldName(let query): query.isEmpty ? [] : [.logFields(query: query)]
    case .fieldValue(let field, let query): query.isEmpty ? [] : [.logFieldValues(field: field, query: query)]
    default: []
    }
  }

  private static func traceQL(_ kind: CompletionContext.Kind) -> [CompletionSubject] {
    switch kind {
    case .attribute(let filter): return [.traceTags(filter: filter)]
    case .attributeValue(let attribute, _, let filter):
      let isKnown = !TraceQL.values(of: attribute).isEmpty || TraceQL.isDuration(attribute)
      return isKnown ? [] : [.traceValues(attribute: attribute, filter: filter)]
    default: return []
    }
  }

  /// One slot a sort of list, so that a newer question takes back the older one.
  var slot: Slot {
    switch self {
    case .metricNames: "completion.metrics"
    case .metricTypes: "completion.types"
    case .metricLabels, .logLabels, .traceTags: "completion.names"
    case .logFields: "completion.fields"
    case .metricValues, .logValues, .logFieldValues, .traceValues: "completion.values"
    }
  }

  func query(over range: TimeRange) -> Query {
    switch self {
    case .metricNames: .metricLabelValues(label: "__name__", matching: [], range: range)
    case .metricTypes: .metricMetadata
    case .metricLabels(let selectors): .metricLabelNames(matching: selectors, range: range)
    case .metricValues(let label, let selectors):
      .metricLabelValues(label: label, matching: selectors, range: range)
    case .logLabels(let selector): .logLabelNames(selector: selector, range: range)
    case .logValues(let label, let selector): .logLabelValues(label: label, selector: selector, range: range)
    case .logFields(let query): .logFields(LogQL: query, range: range)
    case .logFieldValues(let field, let query): .logFieldValues(field: field, LogQL: query, range: range)
    case .traceTags(let filter): .traceTags(filter: filter, range: range)
    case .traceValues(let attribute, let filter):
      .traceTagValues(tag: attribute, filter: filter, range: range)
    }
  }
}

extension Slot {
  /// Whether its answers are for a prompt's completion, not for the pane.
  var isCompletion: Bool { name.hasPrefix("completion.") }
}

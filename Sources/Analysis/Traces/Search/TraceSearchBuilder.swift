public import Languages
internal import Telemetry

/// A search put together row by row, for people who do not write TraceQL.
///
/// ```
///   service    =   jellyfin
///   duration   >   3s            { resource.service.name = "jellyfin" && duration > 3s && status = error }
///   status     =   error
/// ```
public struct TraceSearchBuilder: Hashable, Sendable {
  /// What a row asks about.
  public enum Subject: Hashable, Sendable {
    case service, operation, status, kind, duration
    case attribute(TraceField)

    public var field: TraceField {
      switch self {
      case .service: .attribute(.resource, "service.name")
      case .operation: .intrinsic(.name)
      case .status: .intrinsic(.status)
      case .kind: .intrinsic(.kind)
      case .duration: .intrinsic(.duration)
      case .attribute(let field): field
      }
    }

    public init(_ field: TraceField) {
      let simple: [Subject] = [.service, .operation, .status, .kind, .duration]
      self = simple.first { $0.field == field } ?? .attribute(field)
    }

    /// The operators that make sense, the most usual first.
    public var operators: [FieldOperator] {
      switch self {
      case .service, .operation: [.equal, .notEqual, .matches, .notMatches]
      case .status, .kind: [.equal, .notEqual]
      case .duration: [.greater, .greaterOrEqual, .less, .lessOrEqual]
      case .attribute:
        [.equal, .notEqual, .matches, .notMatches, .greater, .greaterOrEqual, .less, .lessOrEqual]
      }
    }
  }

  public struct Row: Hashable, Sendable {
    public var subject: Subject
    public var op: FieldOperator
    /// As typed; a row without one is not part of the query. `"500"` in quotes is a string.
    public var value: String

    public init(_ subject: Subject, _ op: FieldOperator? = nil, _ value: String = "") {
      self.subject = subject
      self.op = op ?? subject.operators[0]
      self.value = value
    }

    /// What is wrong with the value, for the person; `nil` for a row that can be asked.
    public var problem: String? {
      guard !value.isEmpty else { return nil }
      switch (subject, literal) {
      case (.duration, .string): return "a duration such as 300ms or 1.5s"
      case (.status, .string): return "error, ok or unset"
      case (.kind, .string): return "server, client, internal, producer or consumer"
      default: return nil
      }
    }
  }

  public var rows: [Row]

  public init(rows: [Row] = []) { self.rows = rows }

  /// What the rows mean; rows without a value or with a problem are left out.
  public var expression: TraceExpression {
    let conditions = rows.compactMap(\.condition)
    let condition = conditions.dropFirst().reduce(conditions.first) { all, next in
      all.map { .binary(.and, $0, next) } ?? next
    }
    return TraceExpression(.pipeline(TracePipeline(.filter(SpansetFilter(condition)))))
  }

  /// The query as text.
  public var text: String { expression.description }

  /// Back from a query: one spanset whose conditions are all joined by `&&`, each a field against a
  /// constant. `nil` for what rows cannot show, so that nothing is lost.
  public init?(TraceQL text: String) {
    let isEmpty = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    guard let expression = try? TraceQL.parse(isEmpty ? "{}" : text), expression.hints.isEmpty,
      case .pipeline(let pipeline) = expression.query, pipeline.stages.isEmpty,
      case .filter(let filter) = pipeline.source
    else { return nil }
    rows = []
    for condition in filter.condition.map(Self.conjuncts) ?? [] {
      guard case .binary(let op, .field(let field, _), .literal(let literal, _)) = condition,
        op.isComparison, let row = Row(field, op, literal)
      else { return nil }
      rows.append(row)
    }
  }

  private static func conjuncts(_ expression: FieldExpression) -> [FieldExpression] {
    if case .binary(.and, let left, let right) = expression { return conjuncts(left) + conjuncts(right) }
    return [expression]
  }
}

extension TraceSearchBuilder.Row {
  /// A row that reads back as the same condition; `nil` where none does.
  fileprivate init?(_ field: TraceField, _ op: FieldOperator, _ literal: TraceLiteral) {
    let subject = TraceSearchBuilder.Subject(field)
    var text = literal.description
    if case .string(let bare) = literal {
      // Quotes only where the bare text would mean something else.
      let isPlain = !bare.isEmpty && !bare.hasPrefix("\"") && bare != "nil"
      if isPlain, op.isRegex || TraceLiteral(reading: bare, of: field) == literal { text = bare }
    }
    self.init(subject, op, text)
    guard self.literal == literal else { return nil }
  }

  /// The value as a query has it.
  fileprivate var literal: TraceLiteral {
    if value == "nil", op == .equal || op == .notEqual { return .nil }
    if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
      return TraceSearchBuilder.quoted(value) ?? .string(value)
    }
    if op.isRegex { return .string(value) }
    return TraceLiteral(reading: value, of: subject.field)
  }

  fileprivate var condition: FieldExpression? {
    guard !value.isEmpty, problem == nil else { return nil }
    return .binary(op, .field(subject.field), .literal(literal))
  }
}

extension TraceSearchBuilder {
  /// A text in quotes, escapes resolved.
  fileprivate static func quoted(_ text: String) -> TraceLiteral? {
    guard let query = try? TraceQL.parse("{ name = \(text) }").query, case .pipeline(let pipeline) = query,
      case .filter(let filter) = pipeline.source,
      case .binary(_, _, .literal(let literal, _)) = filter.condition
    else { return nil }
    return literal
  }

  /// A query that only finds spans with (or without) a value, as `+` and `-` add it: the opposite
  /// condition, when it is there, is turned round instead.
  ///
  /// - Throws: the query's own error when it cannot be read.
  public static func including(
    _ field: TraceField, _ value: TraceLiteral, in text: String, isExcluded: Bool = false
  ) throws(SyntaxError) -> String {
    let (wanted, opposite) = isExcluded ? (FieldOperator.notEqual, FieldOperator.equal) : (.equal, .notEqual)
    if var builder = TraceSearchBuilder(TraceQL: text), let old = Row(field, opposite, value),
      let place = builder.rows.firstIndex(of: old)
    {
      builder.rows[place].op = wanted
      return builder.text
    }
    return try TraceQL.addingCondition(text, attribute: field, op: wanted, value: value)
  }
}

public import Languages
internal import Telemetry

/// A search put together row by row, for people who do not write LogQL.
///
/// ```
///   label service_name  =         jellyfin
///   line                contains  timeout        {service_name="jellyfin"} |= "timeout" | json | code>=500
///   field code          >=        500
/// ```
public struct LogSearchBuilder: Hashable, Sendable {
  /// What a row asks about.
  public enum Subject: Hashable, Sendable {
    /// A label of the streams.
    case label(String)
    /// The text of the line.
    case line
    /// Structured metadata, or what the parser finds.
    case field(String)

    /// The operators that make sense, the most usual first.
    public var operators: [Operator] {
      switch self {
      case .label: [.equal, .notEqual, .matches, .notMatches]
      case .line: [.contains, .excludes, .matches, .notMatches]
      case .field:
        [.equal, .notEqual, .matches, .notMatches, .greater, .greaterOrEqual, .less, .lessOrEqual]
      }
    }
  }

  public enum Operator: String, Hashable, Sendable, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case matches = "=~"
    case notMatches = "!~"
    case greater = ">"
    case greaterOrEqual = ">="
    case less = "<"
    case lessOrEqual = "<="
    case contains = "contains"
    case excludes = "does not contain"

    /// Whether it compares numbers.
    var isOrder: Bool {
      switch self {
      case .greater, .greaterOrEqual, .less, .lessOrEqual: true
      default: false
      }
    }
  }

  /// What makes fields of the line's text.
  public enum Parser: String, Hashable, Sendable, CaseIterable { case none, json, logfmt }

  public struct Row: Hashable, Sendable {
    public var subject: Subject
    public var op: Operator
    /// As typed; a row without one is not part of the query. `""` stands for the empty text.
    public var value: String

    public init(_ subject: Subject, _ op: Operator? = nil, _ value: String = "") {
      self.subject = subject
      self.op = op ?? subject.operators[0]
      self.value = value
    }

    /// What is wrong with the row, for the person; `nil` for one that can be asked.
    public var problem: String? {
      switch subject {
      case .label(let name), .field(let name):
        if name.isEmpty || LineFields.sanitised(name) != name { return "a name of letters, digits and _" }
      case .line: break
      }
      guard !value.isEmpty else { return nil }
      if op.isOrder, literal == nil { return "a number, a duration such as 1.5s or a size such as 20KB" }
      if op == .matches || op == .notMatches, (try? Regex(text)) == nil { return "a regular expression" }
      return nil
    }
  }

  public var rows: [Row]
  public var parser: Parser

  public init(rows: [Row] = [], parser: Parser = .none) {
    self.rows = rows
    self.parser = parser
  }

  /// What is wrong with the whole, for the person.
  public var problem: String? {
    let matchers = rows.compactMap(\.matcher)
    return matchers.isEmpty || matchers.contains(where: SelectorEdit.isNarrow)
      ? nil : "at least one label that must have a value"
  }

  /// What the rows mean; rows without a value or with a problem are left out. Without a label all
  /// services are asked.
  public var query: LogQuery {
    var matchers = rows.compactMap(\.matcher)
    if !matchers.contains(where: SelectorEdit.isNarrow) {
      matchers.append(Matcher("service_name", .matches, ".+"))
    }
    let parsing: [LogStage.Kind] =
      switch parser {
      case .none: []
      case .json: [.json([])]
      case .logfmt: [.logfmt(strict: false, keepEmpty: false, [])]
      }
    let stages = rows.compactMap(\.lineFilter) + parsing + rows.compactMap(\.condition)
    return LogQuery(matchers: matchers, stages: stages.map { LogStage($0) })
  }

  /// The query as text.
  public var text: String { LogExpression.logs(query).description }
}

extension LogSearchBuilder.Row {
  fileprivate var isAsked: Bool { !value.isEmpty && problem == nil }

  /// The value without the quotes that made it a text.
  fileprivate var text: String {
    value.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
      ? String(value.dropFirst().dropLast()) : value
  }

  /// The value of a comparison by order.
  fileprivate var literal: LabelComparison.Value? {
    switch FieldType(of: value) {
    case .int, .float: Double(value).map { .number($0) }
    case .duration: .duration(WrittenDuration(text: value, nanoseconds: LogUnits.duration(value)))
    case .bytes: LogUnits.bytes(value).map { .bytes(WrittenBytes(text: value, count: $0)) }
    case .string, .boolean: nil
    }
  }

  fileprivate var matcher: Matcher? {
    guard case .label(let name) = subject, isAsked else { return nil }
    return Matcher.Operator(rawValue: op.rawValue).map { Matcher(name, $0, text) }
  }

  fileprivate var lineFilter: LogStage.Kind? {
    guard case .line = subject, isAsked else { return nil }
    let filter: LineFilter.Operator? =
      switch op {
      case .contains: .contains
      case .excludes: .excludes
      case .matches: .matches
      case .notMatches: .notMatches
      default: nil
      }
    return filter.map { .lineFilter(LineFilter($0, [.text(text)])) }
  }

  fileprivate var condition: LogStage.Kind? {
    guard case .field(let name) = subject, isAsked, let op = LabelComparison.Operator(rawValue: op.rawValue)
    else { return nil }
    let value = self.op.isOrder ? literal : .text(text)
    return value.map { .labelFilter(.comparison(LabelComparison(name, op, $0))) }
  }
}

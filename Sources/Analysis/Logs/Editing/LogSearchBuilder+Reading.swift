internal import Languages

extension LogSearchBuilder {
  /// Back from a query: a selector, line filters, at most one parser and conditions that must all hold.
  /// `nil` for what rows cannot show, so that nothing is lost.
  public init?(LogQL text: String) {
    guard case .logs(let query)? = try? LogQL.parse(text) else { return nil }
    self.init()
    for matcher in query.matchers {
      guard let op = Operator(rawValue: matcher.op.rawValue) else { return nil }
      rows.append(Row(.label(matcher.name), op, Self.typed(matcher.value)))
    }
    for stage in query.stages { guard take(stage.kind) else { return nil } }
  }

  private mutating func take(_ stage: LogStage.Kind) -> Bool {
    switch stage {
    case .json(let fields) where fields.isEmpty && parser == .none: parser = .json
    case .logfmt(false, false, let fields) where fields.isEmpty && parser == .none: parser = .logfmt
    case .lineFilter(let filter):
      guard let row = Row(filter) else { return false }
      rows.append(row)
    case .labelFilter(let condition):
      for conjunct in condition.conjuncts {
        guard case .comparison(let comparison) = conjunct, let row = Row(comparison) else { return false }
        rows.append(row)
      }
    default: return false
    }
    return true
  }

  /// A text as a person types it: in quotes where it would be taken for none, or for quoted.
  fileprivate static func typed(_ text: String) -> String {
    text.isEmpty || (text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"")) ? "\"\(text)\"" : text
  }
}

extension LogSearchBuilder.Row {
  fileprivate init?(_ filter: LineFilter) {
    guard filter.operands.count == 1, case .text(let text) = filter.operands[0] else { return nil }
    let op: LogSearchBuilder.Operator
    switch filter.op {
    case .contains: op = .contains
    case .excludes: op = .excludes
    case .matches: op = .matches
    case .notMatches: op = .notMatches
    case .fits, .notFits: return nil
    }
    self.init(.line, op, LogSearchBuilder.typed(text))
  }

  fileprivate init?(_ comparison: LabelComparison) {
    guard let op = LogSearchBuilder.Operator(rawValue: comparison.op.rawValue) else { return nil }
    switch comparison.value {
    case .text(let text) where !op.isOrder:
      self.init(.field(comparison.label), op, LogSearchBuilder.typed(text))
    case .number(let number) where op.isOrder:
      let text = Int64(exactly: number).map { String($0) } ?? "\(number)"
      self.init(.field(comparison.label), op, text)
    case .duration(let duration) where op.isOrder: self.init(.field(comparison.label), op, duration.text)
    case .bytes(let bytes) where op.isOrder: self.init(.field(comparison.label), op, bytes.text)
    default: return nil
    }
    guard problem == nil else { return nil }
  }
}

extension LogParser {
  /// The next stage of a pipeline; `nil` when none begins here.
  mutating func stage() throws(SyntaxError) -> LogStage? {
    let start = here
    guard current.kind == .symbol else { return nil }
    if let op = LineFilter.Operator(rawValue: current.text) {
      guard following.kind == .string || following.isWord("ip") else {
        // `a != b` between metrics is a comparison, not a filter.
        if op.isNegated { return nil }
        take()
        throw unexpected("a string")
      }
      take()
      return LogStage(.lineFilter(try lineFilter(op)), range: range(from: start))
    }
    guard skip("|") else { return nil }
    let kind = try stageKind()
    return LogStage(kind, range: range(from: start))
  }

  private mutating func lineFilter(_ op: LineFilter.Operator) throws(SyntaxError) -> LineFilter {
    var operands = [try lineOperand(op)]
    while current.isWord("or"), following.kind == .string || following.isWord("ip") {
      take()
      operands.append(try lineOperand(op))
    }
    return LineFilter(op, operands)
  }

  private mutating func lineOperand(_ op: LineFilter.Operator) throws(SyntaxError) -> LineFilter.Operand {
    guard current.isWord("ip") else { return .text(try string("a string")) }
    guard op == .contains || op == .excludes else {
      throw SyntaxError("ip() works with |= and != only", at: current.range)
    }
    return .ip(try ipCall())
  }

  private mutating func ipCall() throws(SyntaxError) -> String {
    take()
    try expect("(")
    let pattern = try string("an address, a CIDR block or a range as a string")
    try expect(")")
    return pattern
  }

  private mutating func stageKind() throws(SyntaxError) -> LogStage.Kind {
    guard current.kind == .identifier, !followsComparison else {
      guard current.kind == .identifier || current.isSymbol("(") else {
        throw unexpected("a parser, a label filter or another stage")
      }
      return .labelFilter(try condition())
    }
    switch current.text {
    case "json":
      take()
      return .json(try extractions())
    case "logfmt":
      take()
      return try logfmt()
    case "pattern":
      take()
      return .pattern(try string("a pattern as a string"))
    case "regexp":
      take()
      return .regexp(try string("a regular expression as a string"))
    case "line_format":
      take()
      return .lineFormat(try string("a template as a string"))
    case "label_format":
      take()
      return .labelFormat(try assignments())
    case "drop", "keep":
      let drops = take().text == "drop"
      let choices = try self.choices()
      return drops ? .drop(choices) : .keep(choices)
    default: return try shortStage()
    }
  }

  private mutating func shortStage() throws(SyntaxError) -> LogStage.Kind {
    switch current.text {
    case "unpack":
      take()
      return .unpack
    case "decolorize":
      take()
      return .decolorize
    case "unwrap":
      take()
      return .unwrap(try unwrap())
    default: return .labelFilter(try condition())
    }
  }

  /// A label may be called `json`: then a comparison follows.
  private var followsComparison: Bool {
    guard following.kind == .symbol else { return false }
    return ["=", "==", "=~", ">", ">=", "<", "<="].contains(following.text)
  }

  private mutating func logfmt() throws(SyntaxError) -> LogStage.Kind {
    var (strict, keepEmpty) = (false, false)
    while current.kind == .flag {
      switch current.text {
      case "--strict": strict = true
      case "--keep-empty": keepEmpty = true
      default: throw unexpected("--strict or --keep-empty")
      }
      take()
    }
    return .logfmt(strict: strict, keepEmpty: keepEmpty, try extractions())
  }

  private mutating func extractions() throws(SyntaxError) -> [FieldExtraction] {
    var fields: [FieldExtraction] = []
    while current.kind == .identifier, fields.isEmpty ? isField : true {
      let label = try name("a label name")
      let expression = skip("=") ? try string("a field expression as a string") : label
      fields.append(FieldExtraction(label, expression))
      guard skip(",") else { break }
    }
    return fields
  }

  /// `or`, `and` and `offset` may follow a bare parser within metric queries.
  private var isField: Bool { !["or", "and", "unless", "offset"].contains(current.text) }

  private mutating func assignments() throws(SyntaxError) -> [LabelAssignment] {
    var all: [LabelAssignment] = []
    repeat {
      let label = try name("a label name")
      try expect("=")
      if current.kind == .identifier {
        all.append(LabelAssignment(label, .label(take().text)))
      } else {
        all.append(LabelAssignment(label, .template(try string("a label name or a template"))))
      }
    } while skip(",")
    return all
  }

  private mutating func choices() throws(SyntaxError) -> [LabelChoice] {
    var all: [LabelChoice] = []
    repeat {
      guard current.kind == .identifier else { throw unexpected("a label name") }
      let matches = following.kind == .symbol && Matcher.Operator(rawValue: following.text) != nil
      all.append(matches ? .matcher(try matcher()) : .name(take().text))
    } while skip(",")
    return all
  }

  private mutating func unwrap() throws(SyntaxError) -> Unwrap {
    let word = current
    let label = try name("a label name")
    guard skip("(") else { return Unwrap(label) }
    guard let conversion = Unwrap.Conversion(rawValue: label) else {
      throw SyntaxError(
        "unexpected \"\(label)\", expected duration, duration_seconds or bytes", at: word.range)
    }
    let inner = try name("a label name")
    try expect(")")
    return Unwrap(inner, as: conversion)
  }

  // MARK: Label filters

  /// `or` binds loosest; `and` and the comma alike.
  mutating func condition() throws(SyntaxError) -> LabelCondition {
    var left = try conjunction()
    while skipWord("or") { left = .or(left, try conjunction()) }
    return left
  }

  private mutating func conjunction() throws(SyntaxError) -> LabelCondition {
    var left = try conditionLeaf()
    while current.isWord("and") || current.isSymbol(",") {
      take()
      left = .and(left, try conditionLeaf())
    }
    return left
  }

  private mutating func conditionLeaf() throws(SyntaxError) -> LabelCondition {
    guard skip("(") else { return .comparison(try comparison()) }
    let inner = try nested { (parser) throws(SyntaxError) in try parser.condition() }
    try expect(")")
    return inner
  }

  private mutating func comparison() throws(SyntaxError) -> LabelComparison {
    let label = try name("a label name")
    guard current.kind == .symbol, let op = LabelComparison.Operator(rawValue: current.text) else {
      throw unexpected("a comparison such as = or >=")
    }
    take()
    return LabelComparison(label, op, try comparisonValue(op))
  }

  private mutating func comparisonValue(
    _ op: LabelComparison.Operator
  ) throws(SyntaxError) -> LabelComparison.Value {
    let takesText = [.equal, .notEqual, .matches, .notMatches].contains(op)
    if takesText, current.kind == .string { return .text(take().text) }
    if op == .matches || op == .notMatches { throw unexpected("a string") }
    if op == .equal || op == .notEqual, current.isWord("ip") { return .ip(try ipCall()) }
    let negated = skip("-")
    let sign = negated ? "-" : ""
    switch current.kind {
    case .number:
      guard let value = Double(sign + current.text) else { throw unexpected("a number") }
      take()
      return .number(value)
    case .duration:
      let text = sign + take().text
      return .duration(WrittenDuration(text: text, nanoseconds: LogUnits.duration(text)))
    case .bytes where !negated:
      let text = take().text
      return .bytes(WrittenBytes(text: text, count: LogUnits.bytes(text) ?? 0))
    default: throw unexpected(takesText ? "a string or a number" : "a number, a duration or a size")
    }
  }
}

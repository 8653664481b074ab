extension LogParser {
  /// Precedence climbing; operators of at most `floor` end the expression.
  mutating func expression(above floor: Int) throws(SyntaxError) -> LogExpression {
    let start = here
    var left = try operand()
    while let op = binaryOperator, op.precedence > floor {
      let at = current.range
      take()
      let returnsBool = try bool(op)
      let matching = try matching()
      // `^` groups to the right, all others to the left.
      let right = try nested { (parser) throws(SyntaxError) in
        try parser.expression(above: op == .power ? op.precedence - 1 : op.precedence)
      }
      guard case .metric(let a) = left, case .metric(let b) = right else {
        throw SyntaxError("\"\(op.rawValue)\" joins metric queries, not log lines", at: located(at))
      }
      let binary = LogBinary(op, a, b, returnsBool: returnsBool, matching: matching)
      left = .metric(LogMetric(.binary(binary), range: range(from: start)))
    }
    return left
  }

  private var binaryOperator: LogBinary.Operator? {
    guard current.kind == .symbol || current.kind == .identifier else { return nil }
    return LogBinary.Operator(rawValue: current.text)
  }

  private mutating func bool(_ op: LogBinary.Operator) throws(SyntaxError) -> Bool {
    guard current.isWord("bool") else { return false }
    guard op.isComparison else { throw unexpected("a metric query; only comparisons take bool") }
    take()
    return true
  }

  private mutating func matching() throws(SyntaxError) -> LogBinary.Matching? {
    guard current.isWord("on") || current.isWord("ignoring") else { return nil }
    let isOn = take().text == "on"
    var matching = LogBinary.Matching(isOn: isOn, labels: try nameList())
    if current.kind == .identifier, let group = LogBinary.Matching.Group(rawValue: current.text) {
      take()
      matching.group = group
      if current.isSymbol("(") { matching.include = try nameList() }
    }
    return matching
  }

  private mutating func nameList() throws(SyntaxError) -> [String] {
    try expect("(")
    var names: [String] = []
    while !current.isSymbol(")") {
      names.append(try name("a label name"))
      guard skip(",") else { break }
    }
    try expect(")", or: ",")
    return names
  }

  private mutating func operand() throws(SyntaxError) -> LogExpression {
    let start = here
    if current.isSymbol("{") {
      let (query, window) = try logQuery()
      guard window == nil else { throw unexpected("a function around the range, such as rate(…)") }
      return .logs(query)
    }
    if current.isSymbol("(") {
      take()
      var inner = try nested { (parser) throws(SyntaxError) in try parser.expression(above: 0) }
      try expect(")")
      if case .logs(var query) = inner {
        while let stage = try stage() { query.stages.append(stage) }
        inner = .logs(query)
      }
      return inner
    }
    if let number = try signedNumber() {
      return .metric(LogMetric(.number(number), range: range(from: start)))
    }
    return .metric(LogMetric(try call(), range: range(from: start)))
  }

  private mutating func signedNumber() throws(SyntaxError) -> Double? {
    let isSigned = current.isSymbol("-") || current.isSymbol("+")
    guard isSigned || current.kind == .number else { return nil }
    let negative = isSigned && take().text == "-"
    guard current.kind == .number, let value = Double(current.text) else { throw unexpected("a number") }
    take()
    return negative ? -value : value
  }

  private mutating func call() throws(SyntaxError) -> LogMetric.Kind {
    guard current.kind == .identifier else { throw unexpected("{ or a function") }
    if let function = RangeAggregation.Function(rawValue: current.text) {
      return try rangeAggregation(function)
    }
    if let function = VectorAggregation.Function(rawValue: current.text) {
      return try vectorAggregation(function)
    }
    switch current.text {
    case "vector":
      take()
      try expect("(")
      guard let value = try signedNumber() else { throw unexpected("a number") }
      try expect(")")
      return .vector(value)
    case "label_replace": return try labelReplace()
    default: throw unexpected("{ or a function")
    }
  }

  private mutating func rangeAggregation(
    _ function: RangeAggregation.Function
  ) throws(SyntaxError) -> LogMetric.Kind {
    let name = take()
    try expect("(")
    var parameter: Double?
    if function == .quantileOverTime {
      guard let value = try signedNumber() else { throw unexpected("a quantile from 0 to 1") }
      parameter = value
      try expect(",")
    }
    var (query, window) = try logQuery()
    if window?.offset == nil { window?.offset = try offset() }
    guard let window else { throw unexpected("a range such as [5m]") }
    try expect(")")
    let unwraps = query.stages.contains { if case .unwrap = $0.kind { true } else { false } }
    guard unwraps || !function.needsUnwrap else {
      throw SyntaxError("\(function.rawValue) needs | unwrap and a label", at: located(name.range))
    }
    return .range(
      RangeAggregation(
        function, parameter: parameter, query: query, window: window.duration, offset: window.offset,
        grouping: try grouping()))
  }

  private mutating func vectorAggregation(
    _ function: VectorAggregation.Function
  ) throws(SyntaxError) -> LogMetric.Kind {
    take()
    var grouping = try grouping()
    try expect("(", or: "by", "without")
    var parameter: Int?
    if function.takesParameter {
      guard current.kind == .number, let value = Int(current.text), value > 0 else {
        throw unexpected("a whole number above 0")
      }
      take()
      try expect(",")
      parameter = value
    }
    let start = current.range
    let inner = try nested { (parser) throws(SyntaxError) in try parser.expression(above: 0) }
    guard case .metric(let metric) = inner else {
      throw SyntaxError(
        "\(function.rawValue) adds up numbers; wrap the log query, e.g. rate(… [5m])", at: located(start))
    }
    try expect(")")
    if grouping == nil { grouping = try self.grouping() }
    return .aggregation(
      VectorAggregation(function, parameter: parameter, grouping: grouping, inner: metric))
  }

  private mutating func grouping() throws(SyntaxError) -> LogGrouping? {
    guard current.isWord("by") || current.isWord("without") else { return nil }
    let isWithout = take().text == "without"
    return LogGrouping(isWithout: isWithout, labels: try nameList())
  }

  private mutating func labelReplace() throws(SyntaxError) -> LogMetric.Kind {
    take()
    try expect("(")
    let start = current.range
    let inner = try nested { (parser) throws(SyntaxError) in try parser.expression(above: 0) }
    guard case .metric(let metric) = inner else {
      throw SyntaxError("label_replace works on a metric query", at: located(start))
    }
    var texts: [String] = []
    for what in ["the target label", "the replacement", "the source label", "the regular expression"] {
      try expect(",")
      texts.append(try string("\(what) as a string"))
    }
    try expect(")")
    return .labelReplace(
      LabelReplacement(
        inner: metric, target: texts[0], replacement: texts[1], source: texts[2], pattern: texts[3]))
  }
}

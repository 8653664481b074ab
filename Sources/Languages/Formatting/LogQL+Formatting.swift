extension LogQL {
  /// The text as Loki formats it: on one line when it fits into `width` characters, else one stage or
  /// part a line, two blanks a level.
  ///
  /// - Throws: `SyntaxError` when the text does not parse.
  public static func formatted(_ text: String, width: Int = 72) throws(SyntaxError) -> String {
    let formatter = LogFormatter(width: width)
    switch try parse(text) {
    case .logs(let query): return formatter.block(query, depth: 0).text
    case .metric(let metric): return formatter.block(metric, depth: 0).text
    }
  }
}

struct LogFormatter {
  let width: Int

  func block(_ query: LogQuery, depth: Int) -> LineBlock {
    let line = LogPrinter.text(query)
    guard line.count + 2 * depth > width else { return LineBlock(line) }
    return query.stages.reduce(LineBlock(LogPrinter.selector(query.matchers))) { block, stage in
      block.followed(by: LineBlock(LogPrinter.text(stage)).indented())
    }
  }

  func block(_ metric: LogMetric, depth: Int) -> LineBlock {
    let line = LogPrinter.text(metric)
    guard line.count + 2 * depth > width else { return LineBlock(line) }
    switch metric.kind {
    case .number, .vector: return LineBlock(line)
    case .range(let aggregation): return block(aggregation, depth: depth)
    case .aggregation(let aggregation):
      let group = aggregation.grouping.map { " \(LogPrinter.text($0)) " } ?? ""
      let parameter = aggregation.parameter.map { [LineBlock(String($0))] } ?? []
      return .enclosed(
        "\(aggregation.function.rawValue)\(group)(", parameter + [block(aggregation.inner, depth: depth + 1)],
        ")")
    case .binary(let binary):
      let left = operand(binary.left, isLooser: LogPrinter.leftIsLooser(binary), depth: depth)
      let right = operand(binary.right, isLooser: LogPrinter.rightIsLooser(binary), depth: depth)
      return left.followed(by: right.beginning(with: LogPrinter.middle(of: binary) + " "))
    case .labelReplace(let call):
      let rest = [call.target, call.replacement, call.source, call.pattern].map {
        LineBlock(LogPrinter.quoted($0))
      }
      return .enclosed("label_replace(", [block(call.inner, depth: depth + 1)] + rest, ")")
    }
  }

  private func operand(_ metric: LogMetric, isLooser: Bool, depth: Int) -> LineBlock {
    isLooser ? .enclosed("(", [block(metric, depth: depth + 1)], ")") : block(metric, depth: depth)
  }

  private func block(_ aggregation: RangeAggregation, depth: Int) -> LineBlock {
    let offset = aggregation.offset.map { " offset \($0.text)" } ?? ""
    let parameter = aggregation.parameter.map { [LineBlock(LogPrinter.number($0))] } ?? []
    let query = block(aggregation.query, depth: depth + 1).ending(
      in: " [\(aggregation.window.text)]\(offset)")
    let grouping = aggregation.grouping.map { " " + LogPrinter.text($0) } ?? ""
    return .enclosed(aggregation.function.rawValue + "(", parameter + [query], ")" + grouping)
  }
}

internal import Languages

/// Everything that could stand at a place: lists of names, each with how one of its names becomes a
/// row. Rows are made for the few that are shown only.
struct CandidatePool {
  private struct Group {
    var names: [String]
    var row: (Int) -> Candidate
  }

  /// Rows kept beyond those in sight.
  static let limit = 200
  private var groups: [Group] = []

  init(_ context: CompletionContext, _ language: QueryLanguage, _ cache: CompletionCache) {
    switch language {
    case .promQL: addPromQL(context, cache)
    case .logQL: addLogQL(context, cache)
    case .traceQL: addTraceQL(context, cache)
    }
  }

  /// The best rows for what was typed, and how many there are.
  func best(for typed: String) -> (rows: [Candidate], count: Int) {
    let wanted = CandidateRanking.lowered(typed)
    var found = [(rank: CandidateRanking, group: Int, index: Int)]()
    for (group, names) in groups.enumerated() {
      for (index, name) in names.names.enumerated() {
        if let rank = CandidateRanking(of: name, for: wanted) { found.append((rank, group, index)) }
      }
    }
    if !wanted.isEmpty {
      found.sort { ($0.rank.rawValue, $0.group, $0.index) < ($1.rank.rawValue, $1.group, $1.index) }
    }
    return (found.prefix(Self.limit).map { groups[$0.group].row($0.index) }, found.count)
  }

  private mutating func add(_ terms: [Term]) {
    let rows = terms.map { Candidate($0) }
    groups.append(Group(names: rows.map(\.name)) { rows[$0] })
  }

  private mutating func add(_ terms: [Term], among words: [String]) {
    add(words.compactMap { word in terms.first { $0.text == word } })
  }

  private mutating func add(_ known: [CompletionCache.Known], text: @escaping (String) -> String) {
    groups.append(
      Group(names: known.map(\.name)) { index in
        Candidate(name: known[index].name, text: text(known[index].name), detail: known[index].detail)
      })
  }

  private mutating func addMetrics(
    _ known: [CompletionCache.Known], _ cache: CompletionCache, text: @escaping (String) -> String
  ) {
    groups.append(
      Group(names: known.map(\.name)) { index in
        let name = known[index].name
        return Candidate(
          name: name, text: text(name), detail: cache.types[Self.family(of: name, cache)] ?? "")
      })
  }

  /// The metric that metadata speaks of: `x` for `x_bucket`, `x_sum` and `x_count`.
  private static func family(of name: String, _ cache: CompletionCache) -> String {
    if cache.types[name] != nil { return name }
    let suffix = ["_bucket", "_count", "_sum", "_total"].first { name.hasSuffix($0) } ?? ""
    return String(name.dropLast(suffix.count))
  }

  // MARK: What each language offers

  private mutating func addPromQL(_ context: CompletionContext, _ cache: CompletionCache) {
    let subjects = CompletionSubject.needed(for: context, in: .promQL)
    let names = subjects.first.map(cache.known) ?? []
    let written: (String) -> String = { context.isQuoted ? PromQL.quoted($0) : PromQL.label($0) }
    switch context.kind {
    case .operand(let words):
      add(PromQL.words, among: words)
      add(PromQL.operands)
      addMetrics(names, cache, text: PromQL.metric)
    case .word(let words): add(PromQL.words, among: words)
    case .duration: add(PromQL.durations)
    case .labelName:
      add(names, text: written)
      if context.isQuoted { addMetrics(cache.known(.metricNames), cache, text: PromQL.quoted) }
    case .grouping: add(names, text: written)
    case .matcherOperator: add(PromQL.matcherOperators)
    case .labelValue("__name__", let op, _):
      addMetrics(names, cache, text: Self.value(context, op.isRegex, PromQL.quoted))
    case .labelValue(_, let op, _): add(names, text: Self.value(context, op.isRegex, PromQL.quoted))
    default: break
    }
  }

  private mutating func addLogQL(_ context: CompletionContext, _ cache: CompletionCache) {
    let subjects = CompletionSubject.needed(for: context, in: .logQL)
    let names = subjects.first.map(cache.known) ?? []
    switch context.kind {
    case .operand: add(LogQL.operands)
    case .word(let words): add(LogQL.words, among: words)
    case .duration: add(LogQL.durations)
    case .labelName: add(names) { $0 }
    case .fieldName: add(names) { $0 }
    case .grouping: for subject in subjects { add(cache.known(subject)) { $0 } }
    case .matcherOperator: add(PromQL.matcherOperators)
    case .labelValue(_, let op, _): add(names, text: Self.value(context, op.isRegex, LogQL.quoted))
    case .fieldValue: add(names, text: Self.value(context, false, LogQL.quoted))
    case .stage:
      add(LogQL.stages)
      add(names) { $0 }
    default: break
    }
  }

  private mutating func addTraceQL(_ context: CompletionContext, _ cache: CompletionCache) {
    let subjects = CompletionSubject.needed(for: context, in: .traceQL)
    let known = subjects.first.map(cache.known) ?? []
    switch context.kind {
    case .operand(let words), .word(let words): add(TraceQL.words, among: words)
    case .matcherOperator: add(TraceQL.operators)
    case .stage: add(TraceQL.stages)
    case .attribute:
      add(TraceQL.intrinsics)
      let own = Set(TraceQL.intrinsics.map(\.text))
      add(known.filter { !own.contains($0.name) }) { $0 }
      add(TraceQL.scopes)
    case .attributeValue(let attribute, let op, _):
      add(
        (TraceQL.values(of: attribute) + (TraceQL.isDuration(attribute) ? TraceQL.durations : [])).map {
          Term($0, "", "")
        })
      let quote = Self.value(context, op.hasSuffix("~"), TraceQL.quoted)
      if !context.isQuoted { add(known.filter { !$0.detail.isEmpty }, text: { $0 }) }
      add(known.filter { $0.detail.isEmpty }, text: quote)
    default: break
    }
  }

  /// How a value is written: in quotes, behind what already stands there, and taken literally where
  /// a regular expression is expected.
  private static func value(
    _ context: CompletionContext, _ isRegex: Bool, _ quoted: @escaping (String) -> String
  ) -> (String) -> String {
    let leading = context.leading
    return { name in quoted(leading + (isRegex ? escaped(name) : name)) }
  }

  private static func escaped(_ name: String) -> String {
    String(name.flatMap { "\\.+*?()|[]{}^$".contains($0) ? ["\\", $0] : [$0] })
  }
}

extension Matcher.Operator {
  fileprivate var isRegex: Bool { self == .matches || self == .notMatches }
}

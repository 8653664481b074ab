internal import Analysis
public import Canvas
public import Telemetry

/// Every objective there is, the worst first: recorded by Sloth or Pyrra, or worked out from raw metrics.
public struct ObjectivesPane: Pane {
  var findings = ObjectiveFindings(datesStates: true)
  /// Those that the filter leaves, worst first.
  var rows: [BudgetStatus] = []
  /// Places of rows in trouble.
  private(set) var troubles: [Int] = []
  var scroll = ScrollPosition()
  var prompt = FilterPrompt()
  var onlyTrouble = false
  /// Until somebody chose a row, the cursor rests on the worst.
  var hasChosen = false

  public init() {}

  public var kind: PaneKind { .objectives }
  public var title: String { "SLOs" }
  public var isTyping: Bool { prompt.isEditing }
  public var typingHints: [(keys: [Key], text: String)]? { FilterPrompt.typingHints }

  public func questions(in context: Context) -> [Question] {
    context.sources(of: .prometheus).flatMap {
      findings.questions($0, in: context) + [Question("rules", $0, .rules, goodFor: .seconds(30))]
    }
  }

  public func explanation(of question: Question, in context: Context) -> String? {
    question.slot == "rules"
      ? "since when alerts are active, and how objectives count" : ObjectiveFindings.explanation(of: question.slot)
  }

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    var requests: [Request] = []
    switch answer.body {
    case .rules(let rules): requests = findings.take(rules, of: question.source, in: context)
    case .series(let series): requests = findings.take(series, question, in: context)
    default: break
    }
    narrow(in: context)
    return requests
  }

  public mutating func receive(_ failure: QueryFailure, to question: Question, in context: Context) -> [Request] {
    let requests = findings.fail(question, in: context)
    narrow(in: context)
    return requests
  }

  /// The rows that the filter leaves; the cursor stays on its objective.
  mutating func narrow(in context: Context) {
    let old = hasChosen ? current?.objective : nil
    let words = prompt.text.lowercased().split(whereSeparator: \.isWhitespace)
    rows = findings.statuses.filter { status in
      let text = "\(ObjectiveText.name(status.objective)) \(ObjectiveText.source(status))".lowercased()
      return (!onlyTrouble || ObjectiveText.isTroubled(status)) && words.allSatisfy { text.contains($0) }
    }
    troubles = rows.indices.filter { ObjectiveText.isTroubled(rows[$0]) }
    let place = old.flatMap { old in rows.firstIndex { $0.objective.isSame(as: old) } }
    scroll.move(to: place ?? (hasChosen ? scroll.cursor : 0), count: rows.count, height: height(in: context))
  }

  var current: BudgetStatus? { rows.indices.contains(scroll.cursor) ? rows[scroll.cursor] : nil }

  /// Where the files do not fit in so many lines, one stands for all.
  static let mostMistakeLines = 3

  /// Without the prompt, the heads of the columns and what is said below.
  func height(in context: Context) -> Int {
    let body = FrameLayout(context.size).body
    return max(1, body.height - 4 - mistakes(context, width: body.width).count)
  }
}

extension Objective {
  /// The same promise, whatever became of its target since.
  func isSame(as other: Objective) -> Bool {
    id == other.id && source == other.source && group == other.group && tool == other.tool
  }
}

internal import Canvas
internal import Reports
internal import Telemetry

/// One query of the chart: its text, whom it asks, how it is drawn, and what it last answered.
struct MetricQuery: Sendable {
  enum Shape: Hashable, Sendable, CaseIterable {
    case lines, points, bars, stacked

    var name: String {
      switch self {
      case .lines: "lines"
      case .points: "points"
      case .bars: "bars"
      case .stacked: "stacked areas"
      }
    }

    var next: Shape {
      let all = Self.allCases
      return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
  }

  /// What is asked for a query; each fills a slot of its own, so that one failing leaves the others.
  enum Part: Hashable, Sendable, CaseIterable {
    case series, exemplars, earlier, heat
  }

  /// 0 to 25: A to Z. A query keeps its letter when others go.
  let number: Int
  var text: String { didSet { measure() } }
  /// `nil` asks every Prometheus and merges what they answer.
  var source: SourceID?
  var isHidden = false
  /// Where it was put; `nil` leaves it to its unit.
  var isOnRight: Bool?
  var shape = Shape.lines
  private(set) var series: [SourceID: [Series]] = [:]
  private(set) var exemplars: [SourceID: [Exemplar]] = [:]
  private(set) var earlier: [SourceID: [Series]] = [:]
  private(set) var heat: [SourceID: [Series]] = [:]
  /// The text that `series` answers: another than `text` until a new one is answered.
  private(set) var answeredText: String? { didSet { measure() } }
  /// What its values count.
  private(set) var unit = Unit.none

  init(_ number: Int, text: String, source: SourceID? = nil) {
    self.number = number
    self.text = text
    self.source = source
    measure()
  }

  private mutating func measure() { unit = Unit(guessedFrom: answeredText ?? text) }

  /// `A` to `Z`.
  var letter: String { Self.letter(number) }

  static func letter(_ number: Int) -> String {
    String(UnicodeScalar(UInt8(65 + min(max(0, number), 25))))
  }

  /// The first query's slots are those a jump fills.
  func slot(of part: Part) -> Slot {
    switch part {
    case .series: number == 0 ? .main : Slot("query \(letter)")
    case .exemplars: number == 0 ? "exemplars" : Slot("exemplars \(letter)")
    case .earlier: Slot("earlier \(letter)")
    case .heat: Slot("heat map \(letter)")
    }
  }

  func part(of slot: Slot) -> Part? { Part.allCases.first { self.slot(of: $0) == slot } }

  var isBlank: Bool { text.allSatisfy(\.isWhitespace) }

  /// Whether its values are times, so that exemplars, which are single requests' times, belong on
  /// its axis.
  var isTime: Bool { unit == .seconds || unit == .milliseconds }

  /// Whether what is shown answers an earlier text.
  var isShowingOldText: Bool { answeredText.map { $0 != text } ?? false }

  var hasData: Bool { series.values.contains { !$0.isEmpty } }

  /// Another text; the old answer stays in sight until the new one replaces it.
  mutating func rewrite(_ text: String) {
    guard text != self.text else { return }
    self.text = text
    (exemplars, earlier, heat) = ([:], [:], [:])
  }

  /// Asks another source; what the others answered no longer belongs here.
  mutating func ask(_ source: SourceID?) {
    self.source = source
    guard let source else { return }
    for other in Set(series.keys).union(exemplars.keys) where other != source {
      (series[other], exemplars[other], earlier[other], heat[other]) = (nil, nil, nil, nil)
    }
  }

  mutating func take(_ answer: [Series], as part: Part, from source: SourceID) {
    switch part {
    case .series:
      if answeredText != text { series = [:] }
      answeredText = text
      series[source] = answer
    case .earlier: earlier[source] = answer
    case .heat: heat[source] = answer
    case .exemplars: break
    }
  }

  mutating func take(_ found: [Exemplar], from source: SourceID) {
    exemplars[source] = found.filter { $0.traceID != nil }
  }

  /// What was compared with is gone.
  mutating func forgetEarlier() { earlier = [:] }

  var allExemplars: [Exemplar] { exemplars.keys.sorted().flatMap { exemplars[$0] ?? [] } }
}

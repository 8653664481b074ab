internal import Analysis
internal import Languages
internal import Telemetry

/// Names and values the servers have, for the rows of a search.
struct FormOffers: Sendable {
  enum Subject: Hashable, Sendable {
    case names
    case values(TraceField, filter: String?)
  }

  struct Offer: Hashable, Sendable {
    /// What is shown and matched.
    var name: String
    /// What the row gets: in quotes where the bare text would mean a number.
    var text: String
  }

  private var known: [Subject: [Offer]] = [:]
  private var asked: [Subject: Int] = [:]
  private var failures: [Subject: String] = [:]

  static let limit = 5000

  func isWaiting(for subject: Subject) -> Bool { (asked[subject] ?? 0) > 0 }
  func failure(_ subject: Subject) -> String? { failures[subject] }

  /// Ranked as everywhere else where something is completed.
  func best(for typed: String, _ subject: Subject) -> [Offer] {
    let all = Self.words(of: subject) + (known[subject] ?? [])
    let wanted = CandidateRanking.lowered(typed)
    guard !wanted.isEmpty else { return all }
    return all.enumerated().compactMap { index, offer in
      CandidateRanking(of: offer.name, for: wanted).map { (rank: $0, index: index, offer: offer) }
    }.sorted { ($0.rank.rawValue, $0.index) < ($1.rank.rawValue, $1.index) }.map(\.offer)
  }

  /// What the language itself knows.
  private static func words(of subject: Subject) -> [Offer] {
    guard case .values(let field, _) = subject else { return [] }
    let name = field.description
    let words = TraceQL.values(of: name) + (TraceQL.isDuration(name) ? TraceQL.durations : [])
    return words.map { Offer(name: $0, text: $0) }
  }

  mutating func questions(for subject: Subject, to sources: [SourceID], over range: TimeRange) -> [Question] {
    guard asked[subject] == nil, Self.words(of: subject).isEmpty else { return [] }
    // A question for another list takes back the one that is out; it may be asked again.
    for (other, count) in asked where count > 0 && (other == .names) == (subject == .names) { asked[other] = nil }
    asked[subject] = sources.count
    return sources.map { source in
      switch subject {
      case .names: Question(.formNames, source, .traceTags(filter: nil, range: range))
      case .values(let field, let filter):
        Question(.formValues, source, .traceTagValues(tag: field.description, filter: filter, range: range))
      }
    }
  }

  private static func subject(of question: Question) -> Subject? {
    switch question.query {
    case .traceTags: .names
    case .traceTagValues(let tag, let filter, _): .values(TraceField(label: plain(tag)), filter: filter)
    default: nil
    }
  }

  /// The name in an attribute's text, its key without quotes.
  private static func plain(_ tag: String) -> String {
    guard tag.hasSuffix("\""), let quote = tag.firstIndex(of: "\"") else { return tag }
    return String(tag[..<quote] + tag[tag.index(after: quote)...].dropLast())
  }

  mutating func store(_ body: Answer.Body, for question: Question) {
    guard let subject = Self.subject(of: question) else { return }
    asked[subject] = (asked[subject] ?? 1) - 1
    var offers = known[subject] ?? []
    var seen = Set(offers)
    for offer in Self.offers(in: body) where seen.insert(offer).inserted { offers.append(offer) }
    known[subject] = Array(offers.sorted { $0.name < $1.name }.prefix(Self.limit))
  }

  mutating func store(_ failure: QueryFailure, for question: Question) {
    guard let subject = Self.subject(of: question) else { return }
    asked[subject] = (asked[subject] ?? 1) - 1
    failures[subject] = "\(question.source): \(failure.message)"
  }

  private static func offers(in body: Answer.Body) -> [Offer] {
    switch body {
    case .traceTags(let tags):
      tags.filter { $0.scope != "intrinsic" }.map { tag in
        let name = TraceQL.attribute(scope: tag.scope, tag.name)
        return Offer(name: name, text: name)
      }
    case .traceTagValues(let values):
      values.map { Offer(name: $0.value, text: $0.type == "string" ? quotedIfNeeded($0.value) : $0.value) }
    default: []
    }
  }

  /// A string that reads as a number or a truth value must say that it is none.
  private static func quotedIfNeeded(_ value: String) -> String {
    let isOther = Double(value) != nil || ["true", "false", "nil", ""].contains(value) || value.hasPrefix("\"")
    return isOther ? TraceQL.quoted(value) : value
  }

  /// Taken literally where a regular expression is expected.
  static func escaped(_ name: String) -> String {
    String(name.flatMap { "\\.+*?()|[]{}^$".contains($0) ? ["\\", $0] : [$0] })
  }
}

extension Slot {
  static let formNames: Slot = "form.names"
  static let formValues: Slot = "form.values"

  /// Whether its answers are for the search's form or the choice of columns.
  var isForm: Bool { self == .formNames || self == .formValues }
}

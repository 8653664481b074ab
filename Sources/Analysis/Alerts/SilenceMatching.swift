internal import Languages
public import Telemetry

/// Which alerts a silence would keep quiet. Expressions are compiled once, not once an alert.
public struct SilenceMatching: Sendable {
  private enum Test: Sendable {
    case equal(String)
    /// Anchored, as Alertmanager has them; `nil` for an expression that cannot be read: matches nothing.
    case pattern(String)
  }

  private let tests: [(name: String, test: Test, isEqual: Bool)]

  public init(_ matchers: [Silence.Matcher]) {
    tests = matchers.map { ($0.name, $0.isRegex ? .pattern($0.value) : .equal($0.value), $0.isEqual) }
  }

  /// The alerts among these that every matcher accepts; none where there is no matcher.
  public func matched(among alerts: [Alert]) -> [Alert] {
    guard !tests.isEmpty else { return [] }
    let compiled = tests.map { test -> (String, (String) -> Bool) in
      switch test.test {
      case .equal(let wanted): return (test.name, { ($0 == wanted) == test.isEqual })
      case .pattern(let text):
        guard let regex = try? Regex(text) else { return (test.name, { _ in false }) }
        return (test.name, { ((try? regex.wholeMatch(in: $0)) != nil) == test.isEqual })
      }
    }
    return alerts.filter { alert in compiled.allSatisfy { $0.1(alert.labels[$0.0] ?? "") } }
  }
}

/// Matchers as people type them: `alertname="ProbeDown", instance=~"nas.*"`.
public enum SilenceMatcherText {
  public static func text(of matchers: [Silence.Matcher]) -> String {
    matchers.map { matcher in
      let sign = matcher.isEqual ? (matcher.isRegex ? "=~" : "=") : (matcher.isRegex ? "!~" : "!=")
      return "\(named(matcher.name))\(sign)\"\(Labels.escaped(matcher.value))\""
    }.joined(separator: ", ")
  }

  /// Quoted where it is not of the old letters, digits and `_`.
  private static func named(_ name: String) -> String {
    let isPlain =
      name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      && name.first?.isNumber == false
    return isPlain ? name : "\"\(Labels.escaped(name))\""
  }

  /// Matchers that name one alert exactly.
  public static func matchers(of alert: Alert) -> [Silence.Matcher] {
    alert.labels.pairs.map { Silence.Matcher(name: $0.name, value: $0.value, isRegex: false) }
  }

  /// - Returns: The matchers, or what is wrong with the text in words.
  public static func matchers(in text: String) -> Result<[Silence.Matcher], Complaint> {
    let braced = text.trimmingBraces
    guard let expression = try? PromQL.parse("x{\(braced)}"), case .vector(let selector) = expression.node
    else {
      return .failure(
        Complaint(words: "expected matchers such as alertname=\"ProbeDown\", instance=~\"nas.*\""))
    }
    let matchers = selector.matchers.map { one in
      Silence.Matcher(
        name: one.name, value: one.value, isRegex: one.op == .matches || one.op == .notMatches,
        isEqual: one.op == .equal || one.op == .matches)
    }
    if let bad = matchers.first(where: { $0.isRegex && (try? Regex($0.value)) == nil }) {
      return .failure(Complaint(words: "\(bad.name): \(bad.value) is no regular expression"))
    }
    // Alertmanager refuses what would silence everything.
    guard matchers.contains(where: { SilenceMatching([$0]).matched(among: [.nameless]).isEmpty }) else {
      return .failure(
        Complaint(words: "at least one matcher must ask for a value: this would silence everything"))
    }
    return .success(matchers)
  }

  public struct Complaint: Error, Hashable, Sendable {
    public var words: String

    public init(words: String) { self.words = words }
  }
}

extension Alert {
  fileprivate static let nameless = Alert(
    labels: [:], annotations: [:], state: .firing, activeAt: nil, value: nil)
}

extension String {
  /// Without the braces of a whole selector.
  fileprivate var trimmingBraces: Substring {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    guard text.first == "{", text.last == "}", text.count > 1 else { return text }
    return text.dropFirst().dropLast()
  }
}

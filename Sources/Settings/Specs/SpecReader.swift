internal import Analysis
internal import Telemetry

/// Reads one file of objectives. A mistake does not end the reading: all of them are gathered.
struct SpecReader {
  let file: String
  var specs: [ObjectiveSpec] = []
  private(set) var mistakes: [SettingsError] = []
  /// OpenSLO's indicators that stand in documents of their own, by name.
  var indicators: [String: SpecFields] = [:]

  init(file: String) { self.file = file }

  mutating func read(_ text: String) {
    do throws(SettingsError) {
      let documents = try Located.documents(text, file: file)
      if documents.isEmpty {
        mistakes.append(SettingsError(file: file, line: nil, message: "the file is empty; expected \(Self.expected)"))
      }
      for document in documents { collectIndicator(document) }
      for document in documents { read(document) }
    } catch { mistakes.append(error) }
  }

  private static let expected =
    "version: prometheus/v1 (Sloth), or apiVersion: sloth.slok.dev/v1, pyrra.dev/v1alpha1, openslo/v1 or openslo/v1alpha"

  private mutating func read(_ document: Located) {
    guard let fields = fields(document, "the document", known: nil) else { return }
    let isSloth = fields["version"] != nil
    guard let version = fields["version"] ?? fields["apiVersion"] else {
      return report(document, "neither version nor apiVersion; expected \(Self.expected)")
    }
    switch (version.scalar ?? "", isSloth) {
    case ("prometheus/v1", true): readSloth(document)
    case ("sloth.slok.dev/v1", false): readSlothKubernetes(document)
    case ("pyrra.dev/v1alpha1", false): readPyrra(document)
    case ("openslo/v1", false): readOpenSLO(document)
    case ("openslo/v1alpha", false): readOpenSLOAlpha(document)
    default:
      report(version, "\(isSloth ? "version" : "apiVersion"): \(version.found) is not known; expected \(Self.expected)")
    }
  }

  // MARK: Mistakes

  mutating func report(_ place: Located, _ message: String) { mistakes.append(place.error(message)) }

  // MARK: Parts

  /// A mapping; unknown keys are mistakes unless `known` is `nil`.
  mutating func fields(_ located: Located, _ path: String, known: [String]?) -> SpecFields? {
    guard !located.isNull, let pairs = try? located.fields(path) else {
      report(located, "\(path): expected keys and values, found \(located.found)")
      return nil
    }
    var fields = SpecFields(place: located, path: path)
    for (key, name, value) in pairs {
      if let known, !known.contains(name) {
        report(key, "\(path): unknown key \"\(name)\"" + NearestKey.hint(for: name, among: known))
      } else {
        fields.values[name] = value
      }
    }
    return fields
  }

  /// A mapping within another; `nil` when it is absent, or no mapping, which is a mistake.
  mutating func fields(_ parent: SpecFields, _ key: String, known: [String]?) -> SpecFields? {
    parent[key].flatMap { fields($0, parent.path(key), known: known) }
  }

  /// A mapping that must be there.
  mutating func required(_ parent: SpecFields, _ key: String, known: [String]?) -> SpecFields? {
    guard let located = parent[key] else {
      report(parent.place, "\(parent.path): expected \(key)")
      return nil
    }
    return fields(located, parent.path(key), known: known)
  }

  /// A list that must be there and not be empty.
  mutating func items(_ parent: SpecFields, _ key: String) -> [Located] {
    guard let located = parent[key] else {
      report(parent.place, "\(parent.path): expected \(key), a list")
      return []
    }
    guard let items = try? located.items(key), !items.isEmpty else {
      report(located, "\(parent.path(key)): expected a list of at least one, found \(located.found)")
      return []
    }
    return items
  }

  mutating func text(_ parent: SpecFields, _ key: String) -> String? {
    guard let located = parent[key] else { return nil }
    guard let text = located.scalar else {
      report(located, "\(parent.path(key)): expected a text, found \(located.found)")
      return nil
    }
    return text
  }

  mutating func required(_ parent: SpecFields, _ key: String) -> String? {
    guard let located = parent[key], located.scalar != "" else {
      report(parent[key] ?? parent.place, "\(parent.path): expected \(key), a text")
      return nil
    }
    return text(parent, key)
  }

  mutating func flag(_ parent: SpecFields, _ key: String) -> Bool {
    guard let located = parent[key] else { return false }
    switch located.scalar {
    case "true": return true
    case "false": return false
    default:
      report(located, "\(parent.path(key)): expected true or false, found \(located.found)")
      return false
    }
  }

  /// A name that may be part of a rule's or a group's.
  mutating func name(_ parent: SpecFields, _ key: String) -> String? {
    guard let text = required(parent, key), let place = parent[key] else { return nil }
    let isPlain = text.utf8.allSatisfy { $0.isNameByte }
    let edges = [text.utf8.first, text.utf8.last].allSatisfy { $0?.isWordByte == true }
    guard isPlain, edges else {
      report(
        place, "\(parent.path(key)): expected letters, digits, -, _ and . with a letter or digit at both ends, found \"\(text)\"")
      return nil
    }
    return text
  }

  /// Texts by label names.
  mutating func labels(_ parent: SpecFields, _ key: String, areLabels: Bool = true) -> Labels {
    guard let fields = fields(parent, key, known: nil) else { return [:] }
    var labels = Labels()
    for (name, value) in fields.values.sorted(by: { $0.key < $1.key }) {
      if areLabels, !name.isLabelName {
        report(value, "\(fields.path): \"\(name)\" is no label name; expected letters, digits and _, not beginning with a digit")
      } else if let text = value.scalar {
        labels[name] = text
      } else {
        report(value, "\(fields.path(name)): expected a text, found \(value.found)")
      }
    }
    return labels
  }

  /// Above 0 and not above `most`.
  mutating func percent(_ parent: SpecFields, _ key: String, most: Double = 100) -> Double? {
    guard let located = parent[key] else {
      report(parent.place, "\(parent.path): expected \(key), above 0 and at most \(Int(most))")
      return nil
    }
    guard let number = located.scalar.flatMap(Double.init), number > 0, number <= most else {
      report(located, "\(parent.path(key)): expected a number above 0 and at most \(Int(most)), found \(located.found)")
      return nil
    }
    return number * (100 / most)
  }

  /// A window's length, at least an hour.
  mutating func period(_ parent: SpecFields, _ key: String) -> Duration? {
    guard let located = parent[key] else { return .days(30) }
    let length = located.scalar.flatMap { $0.first?.isNumber == true ? DurationText.duration($0) : nil }
    guard let length, length >= .hours(1), length <= .days(366) else {
      report(located, "\(parent.path(key)): expected a duration from 1h to 366d such as 30d or 4w, found \(located.found)")
      return nil
    }
    return length
  }

  /// A query over `{{.window}}` that parses.
  mutating func query(_ parent: SpecFields, _ key: String) -> QueryTemplate? {
    guard let text = required(parent, key), let place = parent[key] else { return nil }
    let query = QueryTemplate(text)
    guard query.hasWindow else {
      report(place, "\(parent.path(key)): expected {{.window}} where the range stands, as in rate(x[{{.window}}])")
      return nil
    }
    return check(query, place, parent.path(key)) ? query : nil
  }

  /// A plain selector, for tools that put the rate around it themselves.
  mutating func selector(_ parent: SpecFields, _ key: String) -> String? {
    guard let text = required(parent, key), let place = parent[key] else { return nil }
    let query = QueryTemplate(text)
    guard check(query, place, parent.path(key)) else { return nil }
    guard query.isSelector else {
      report(place, "\(parent.path(key)): expected a metric and its labels such as http_requests_total{job=\"app\"}, found \"\(text)\"")
      return nil
    }
    return text
  }

  mutating func check(_ query: QueryTemplate, _ place: Located, _ path: String) -> Bool {
    guard let problem = query.problem else { return true }
    let line = place.line(ofText: problem.line)
    mistakes.append(
      SettingsError(
        file: file, line: line, message: "\(path): no PromQL, character \(problem.column): \(problem.message)"))
    return false
  }
}

extension UInt8 {
  fileprivate var isWordByte: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
  fileprivate var isNameByte: Bool { isWordByte || [0x2D, 0x2E, 0x5F].contains(self) }
}

extension String {
  fileprivate var isLabelName: Bool {
    guard let first = utf8.first, !(0x30...0x39).contains(first) else { return false }
    return utf8.allSatisfy { $0.isWordByte || $0 == 0x5F } && !hasPrefix("__")
  }
}

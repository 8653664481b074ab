internal import Analysis
internal import Yams

/// The fields of one mapping, possibly merged from several files, with expansion on reading.
struct Entry {
  private(set) var fields: [String: Located]
  let place: Located
  let expansion: Expansion

  init(_ located: Located, key: String, expansion: Expansion) throws(SettingsError) {
    place = located
    self.expansion = expansion
    fields = [:]
    for (_, name, value) in try located.fields(key) { fields[name] = value }
  }

  /// This entry with the fields of `other` laid over it, `jsonData` and `secureJsonData` one by one.
  func overridden(by other: Entry) -> Entry {
    var merged = self
    merged.fields.merge(other.fields) { mine, theirs in mine.merged(with: theirs) }
    return merged
  }

  subscript(key: String) -> Located? { fields[key].flatMap { $0.isNull ? nil : $0 } }

  /// Expanded; `nil` when absent or empty.
  func text(_ key: String) throws(SettingsError) -> String? {
    guard let located = self[key] else { return nil }
    let raw = try located.text(key)
    do {
      let value = try expansion.expand(raw)
      return value.isEmpty ? nil : value
    } catch { throw located.error("\(key): \(error.message)") }
  }

  /// The first of `keys` that holds a text.
  func text(anyOf keys: [String]) throws(SettingsError) -> String? {
    for key in keys {
      if let text = try text(key) { return text }
    }
    return nil
  }

  func flag(_ key: String) throws(SettingsError) -> Bool {
    guard let located = self[key], let text = try text(key) else { return false }
    switch text.lowercased() {
    case "true", "yes", "on", "1": return true
    case "false", "no", "off", "0": return false
    default: throw located.error("\(key): expected true or false, found \"\(text)\"")
    }
  }

  func number(_ key: String) throws(SettingsError) -> Int? {
    guard let located = self[key], let text = try text(key) else { return nil }
    guard let number = Int(text), number >= 0 else {
      throw located.error("\(key): expected a whole number, found \"\(text)\"")
    }
    return number
  }

  /// Bare numbers are seconds.
  func duration(_ key: String) throws(SettingsError) -> Duration? {
    guard let located = self[key], let text = try text(key) else { return nil }
    guard let duration = DurationText.duration(text) else {
      throw located.error("\(key): expected a duration such as 15s or -1h, found \"\(text)\"")
    }
    return duration
  }

  func entry(_ key: String) throws(SettingsError) -> Entry? {
    guard let located = self[key] else { return nil }
    return try Entry(located, key: key, expansion: expansion)
  }

  func entries(_ key: String) throws(SettingsError) -> [Entry] {
    var found: [Entry] = []
    for item in try self[key]?.items(key) ?? [] {
      found.append(try Entry(item, key: key, expansion: expansion))
    }
    return found
  }
}

extension Located {
  /// Both mappings as one; anything else is replaced.
  fileprivate func merged(with other: Located) -> Located {
    guard var mapping = node.mapping, let over = other.node.mapping else { return other }
    for pair in over { mapping[pair.key] = pair.value }
    return Located(node: .mapping(mapping), file: other.file)
  }
}

internal import Yams

/// A YAML node that knows its file, and reads itself or says what was expected.
struct Located {
  let node: Node
  let file: String

  var line: Int? { node.mark?.line }

  func error(_ message: String) -> SettingsError {
    SettingsError(file: file, line: line, message: message)
  }

  /// Nothing was written after the key.
  var isNull: Bool { node.null != nil }

  /// The scalar as written; `nil` for lists and mappings.
  var scalar: String? { node.scalar?.string }

  /// The scalar as written, not expanded.
  func text(_ key: String) throws(SettingsError) -> String {
    guard let scalar = node.scalar else { throw error("\(key): expected a text, found \(kind)") }
    return scalar.string
  }

  func items(_ key: String) throws(SettingsError) -> [Located] {
    if isNull { return [] }
    guard let sequence = node.sequence else {
      throw error("\(key): expected a list, found \(kind)")
    }
    return sequence.map { Located(node: $0, file: file) }
  }

  /// Keys and values in written order.
  func fields(_ key: String) throws(SettingsError) -> [(key: Located, name: String, value: Located)] {
    if isNull { return [] }
    guard let mapping = node.mapping else {
      throw error("\(key): expected keys and values, found \(kind)")
    }
    return mapping.map { pair in
      let name = Located(node: pair.key, file: file)
      return (name, pair.key.scalar?.string ?? "", Located(node: pair.value, file: file))
    }
  }

  fileprivate var kind: String {
    if isNull { return "nothing" }
    if node.sequence != nil { return "a list" }
    return node.mapping != nil ? "keys and values" : "a text"
  }

  /// Parses a file's text.
  static func parse(_ text: String, file: String) throws(SettingsError) -> Located? {
    do {
      return try Yams.compose(yaml: text).map { Located(node: $0, file: file) }
    } catch let error as YamlError {
      throw SettingsError(file: file, line: error.line, message: "not YAML: \(error.problem)")
    } catch {
      throw SettingsError(file: file, line: nil, message: "not YAML: \(error)")
    }
  }
}

extension Located {
  /// Every document of a file, those without content left out.
  static func documents(_ text: String, file: String) throws(SettingsError) -> [Located] {
    do {
      var nodes = try Yams.compose_all(yaml: text)
      var documents: [Located] = []
      while let node = nodes.next() { documents.append(Located(node: node, file: file)) }
      // The sequence ends at a mistake as it does at the end of the file.
      if let error = nodes.error { throw error }
      return documents.filter { !$0.isNull }
    } catch let error as YamlError {
      throw SettingsError(file: file, line: error.line, message: "not YAML: \(error.problem)")
    } catch {
      throw SettingsError(file: file, line: nil, message: "not YAML: \(error)")
    }
  }

  /// What was written, in a word or two, for messages.
  var found: String {
    guard let scalar else { return kind }
    return isNull ? kind : "\"\(scalar)\""
  }

  /// The line of the file on which a line of this text stands: a block begins below its sign.
  func line(ofText line: Int) -> Int? {
    guard let mark = self.line else { return nil }
    switch node.scalar?.style {
    case .literal: return mark + line
    case .folded: return mark + 1
    default: return mark
    }
  }
}

extension YamlError {
  fileprivate var line: Int? {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      mark.line
    default: nil
    }
  }

  fileprivate var problem: String {
    switch self {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
      .composer(_, let problem, _, _):
      problem
    case .duplicatedKeysInMapping: "a key stands twice"
    default: "it cannot be read"
    }
  }
}

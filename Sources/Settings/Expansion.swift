/// Grafana's expansion of strings in provisioning files, in its order.
///
/// `$$` parts a text, and becomes one dollar sign when all is done. In each piece `$__env{NAME}` and
/// `$__file{path}` come first, then `$NAME` and `${NAME}`, also in what the first put in. What is not
/// set becomes nothing.
struct Expansion {
  struct Failure: Error { var message: String }

  let environment: [String: String]
  let files: FileAccess
  /// Set for texts that have been expanded already, as Grafana's own answers have.
  var isOver = false

  static let none = Expansion(
    environment: [:],
    files: FileAccess(read: { _ in nil }, glob: { _ in [] }, isReadableByOthers: { _ in false }), isOver: true)

  func expand(_ text: String) throws(Failure) -> String {
    guard !isOver, text.contains("$") else { return text }
    var pieces: [String] = []
    for piece in text.split(separator: "$$", omittingEmptySubsequences: false) {
      pieces.append(variables(in: try provided(in: piece)))
    }
    return pieces.joined(separator: "$")
  }

  private func provided(in text: Substring) throws(Failure) -> String {
    var out = ""
    var rest = text
    while let mark = rest.firstRange(of: "$__") {
      out += rest[..<mark.lowerBound]
      rest = rest[mark.lowerBound...].dropFirst()
      if let value = try provided(&rest) { out += value } else { out += "$" }
    }
    return out + rest
  }

  private func variables(in text: String) -> String {
    var out = ""
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$") {
      out += rest[..<dollar]
      rest = rest[dollar...].dropFirst()
      out += variable(&rest)
    }
    return out + rest
  }

  /// `__env{…}` and friends; `nil` and nothing consumed for any other name.
  private func provided(_ rest: inout Substring) throws(Failure) -> String? {
    guard let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") else {
      return nil
    }
    let argument = String(rest[rest.index(after: open)..<close])
    let value: String
    switch rest[..<open] {
    case "__env": value = environment[argument] ?? ""
    case "__file": value = try file(argument)
    case "__vault":
      throw Failure(message: "$__vault{} needs Grafana Enterprise; use $__env{} or $__file{}")
    default: return nil
    }
    rest = rest[close...].dropFirst()
    return value
  }

  private func file(_ path: String) throws(Failure) -> String {
    let text: String?
    do { text = try files.read(path) } catch {
      throw Failure(message: "$__file{\(path)} cannot be read: \(error)")
    }
    guard let text else { throw Failure(message: "$__file{\(path)}: there is no such file") }
    let front = text.drop(while: \.isWhitespace)
    return String(front.reversed().drop(while: \.isWhitespace).reversed())
  }

  /// `NAME`, `{NAME}`, or one of the shell's one-letter names, which are never set; a dollar sign
  /// before anything else is kept. An open brace is eaten, as Go's `os.Expand` does it.
  private func variable(_ rest: inout Substring) -> String {
    guard let first = rest.first else { return "$" }
    if first == "{" {
      guard let close = rest.firstIndex(of: "}") else {
        rest.removeFirst()
        return ""
      }
      let name = String(rest[..<close].dropFirst())
      rest = rest[close...].dropFirst()
      return environment[name] ?? ""
    }
    if "*#$@!?-0123456789".contains(first) {
      rest.removeFirst()
      return environment[String(first)] ?? ""
    }
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    rest = rest.dropFirst(name.count)
    return name.isEmpty ? "$" : environment[String(name)] ?? ""
  }
}

/// Grafana's expansion of strings in provisioning files.
///
/// `$$` stands for a dollar sign; `$__env{NAME}` and `$__file{path}` for a variable or a file's
/// trimmed text; `$NAME` and `${NAME}` for a variable. What is not set becomes nothing. What was put
/// in is not looked at again, so that a password may hold dollar signs.
struct Expansion {
  struct Failure: Error { var message: String }

  let environment: [String: String]
  let files: FileAccess

  func expand(_ text: String) throws(Failure) -> String {
    var out = ""
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$") {
      out += rest[..<dollar]
      rest = rest[dollar...].dropFirst()
      if rest.first == "$" {
        out += "$"
        rest.removeFirst()
      } else if rest.hasPrefix("__"), let value = try provided(&rest) {
        out += value
      } else {
        out += variable(&rest)
      }
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

  /// `NAME` or `{NAME}`; a dollar sign before anything else is kept.
  private func variable(_ rest: inout Substring) -> String {
    if rest.first == "{", let close = rest.firstIndex(of: "}") {
      let name = String(rest[..<close].dropFirst())
      rest = rest[close...].dropFirst()
      return environment[name] ?? ""
    }
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    rest = rest.dropFirst(name.count)
    return name.isEmpty ? "$" : environment[String(name)] ?? ""
  }
}

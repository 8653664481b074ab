internal import Analysis
internal import Canvas
internal import Languages

/// The text a trace is filtered by: typed, kept when it does not parse, and remembered.
struct WaterfallFilter: Sendable {
  /// Why the text was not taken, and where it stands.
  struct Problem: Equatable, Sendable {
    var message: String
    /// UTF-8 bytes before what is wrong.
    var offset: Int
  }

  /// What the spans on screen are filtered by; empty: nothing.
  private(set) var text = ""
  /// While it is being typed.
  private(set) var field: TextField?
  private(set) var problem: Problem?
  private var history: [String] = []

  mutating func begin() { field = TextField(text, history: history) }

  mutating func press(_ key: Key) -> Bool {
    problem = nil
    return field?.handle(key) == true
  }

  mutating func insert(_ text: String) {
    problem = nil
    field?.insert(text)
  }

  mutating func leave() { (field, problem) = (nil, nil) }

  /// What was typed was refused; it stays to be mended.
  mutating func refuse(_ problem: Problem) { self.problem = problem }

  mutating func accept(_ text: String) {
    self.text = text
    leave()
    if !text.isEmpty, history.last != text { history.append(text) }
  }

  /// Spans of one operation, or of a whole service where the operation has no name.
  static func query(for operation: TraceOperation) -> String {
    var service = "resource.service.name = \(quoted(operation.service))"
    // What a resource without a name is called here is no attribute that it has.
    if operation.service == "unknown_service" { service = "(\(service) || resource.service.name = nil)" }
    return operation.name.isEmpty ? "{ \(service) }" : "{ \(service) && name = \(quoted(operation.name)) }"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text.unicodeScalars {
      switch character {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default: quoted.unicodeScalars.append(character)
      }
    }
    return quoted + "\""
  }
}

extension WaterfallFilter.Problem {
  init(_ failure: TraceFilter.Failure) {
    switch failure {
    case .syntax(let error): self.init(message: error.message, offset: error.range.start)
    case .unsupported(_, let range): self.init(message: failure.description, offset: range.start)
    }
  }
}

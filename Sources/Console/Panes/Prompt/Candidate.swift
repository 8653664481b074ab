internal import Languages

/// A row of the completion.
struct Candidate: Hashable, Sendable {
  /// What is matched and shown.
  var name: String
  /// What is inserted.
  var text: String
  /// Type and help, muted behind the name.
  var detail: String
  /// How it is used, shown while it is picked; empty when the detail says it all.
  var signature = ""

  init(name: String, text: String, detail: String = "", signature: String = "") {
    self.name = name
    self.text = text
    self.detail = detail
    self.signature = signature
  }

  init(_ term: Term) {
    let name = term.text.hasSuffix("(") ? String(term.text.dropLast()) : term.text
    self.init(name: name, text: term.text, detail: term.help, signature: term.signature)
  }
}

/// The values of one mapping of a specification, and how a message names the place.
struct SpecFields {
  let place: Located
  /// As somebody would say it: `slos[0].sli`.
  let path: String
  var values: [String: Located] = [:]

  init(place: Located, path: String) {
    self.place = place
    self.path = path
  }

  /// `nil` when the key is absent or nothing follows it.
  subscript(key: String) -> Located? { values[key].flatMap { $0.isNull ? nil : $0 } }

  func path(_ key: String) -> String { path == "the document" ? key : "\(path).\(key)" }
}

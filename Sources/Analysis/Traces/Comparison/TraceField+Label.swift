public import Languages

extension TraceField {
  /// From the name that an answer gives it: `span.http.route`, `resource.service.name`, `.route`,
  /// `status`; a name that is none of these is an attribute without scope.
  public init(label name: String) {
    if let intrinsic = TraceIntrinsic(spelling: name) {
      self = .intrinsic(intrinsic)
      return
    }
    let scope = name.prefix { $0 != "." }
    let key = String(name.dropFirst(scope.count + 1))
    if scope.isEmpty, !key.isEmpty {
      self = .attribute(nil, key)
    } else if let known = Scope(rawValue: String(scope)), !key.isEmpty {
      self = .attribute(known, key)
    } else {
      self = .attribute(nil, name)
    }
  }

  /// Whether its name says that it tells single things apart: `item.id`, `request_id`, `messageId`.
  var isNamedAsIdentifier: Bool {
    guard case .attribute(_, let key) = self else { return false }
    return ["Id", "ID"].contains { key.hasSuffix($0) }
      || ["id", "uuid", "guid"].contains { key == $0 || key.hasSuffix("." + $0) || key.hasSuffix("_" + $0) }
  }
}

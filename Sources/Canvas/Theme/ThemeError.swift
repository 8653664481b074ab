/// A theme that lacks roles or grounds, or names some that do not exist.
public struct ThemeError: Error, Hashable, Sendable, CustomStringConvertible {
  public var theme: String
  /// `role` or `ground`.
  public var kind: String
  public var missing: [String]
  public var unknown: [String]

  public var description: String {
    var parts = [String]()
    if !missing.isEmpty { parts.append("lacks the \(kind)s \(missing.joined(separator: ", "))") }
    if !unknown.isEmpty { parts.append("has unknown \(kind)s \(unknown.joined(separator: ", "))") }
    return "theme \(theme) " + parts.joined(separator: " and ")
  }
}

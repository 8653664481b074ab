/// Label names in a URL path, where a name such as `http.route` needs Prometheus' value encoding:
/// `U__http_2e_route`.
enum LabelNameEscaping {
  static func pathSegment(_ name: String) -> String {
    // A plain name that begins with U__ would be unescaped by the server, so it is escaped too.
    if isPlain(name), !name.hasPrefix("U__") { return name }
    var out = "U__"
    for scalar in name.unicodeScalars {
      switch scalar {
      case "_": out += "__"
      case "a"..."z", "A"..."Z", "0"..."9": out.unicodeScalars.append(scalar)
      default: out += "_" + String(scalar.value, radix: 16) + "_"
      }
    }
    return out
  }

  /// `[a-zA-Z_][a-zA-Z0-9_]*`
  private static func isPlain(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
    return name.unicodeScalars.allSatisfy {
      switch $0 {
      case "a"..."z", "A"..."Z", "0"..."9", "_": true
      default: false
      }
    }
  }
}

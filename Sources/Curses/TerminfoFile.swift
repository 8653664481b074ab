internal import CTerminal

/// Finds compiled terminal descriptions as ncurses does.
struct TerminfoFile {
  private static let standard = [
    "/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo",
  ]
  /// ncurses itself reads no larger ones.
  private static let limit = 32_768

  let directories: [String]

  init(environment: [String: String]) {
    let home = environment["HOME"].map { [$0 + "/.terminfo"] } ?? []
    let listed = (environment["TERMINFO_DIRS"] ?? "").split(separator: ":").map(String.init)
    directories = (environment["TERMINFO"].map { [$0] } ?? []) + home + listed + Self.standard
  }

  /// The description of a terminal; `nil` when there is none or its name is not a plain one.
  func bytes(of term: String) -> [UInt8]? {
    guard let first = term.utf8.first, !term.contains("/"), term != "..", term != "." else { return nil }
    for directory in directories {
      for folder in [String(decoding: [first], as: UTF8.self), String(first, radix: 16)] {
        if let bytes = Self.read("\(directory)/\(folder)/\(term)") { return bytes }
      }
    }
    return nil
  }

  private static func read(_ path: String) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      count = max(0, cterminal_read_file(path, buffer.baseAddress, buffer.count))
    }
    return bytes.isEmpty ? nil : bytes
  }
}

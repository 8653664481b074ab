/// Options may stand before the verb as well as behind it: `nightjar --config f overview` means
/// `nightjar overview --config f`.
enum OptionOrder {
  /// Options that take the word after them.
  private static let valued: Set<String> = [
    "--config", "--context", "--since", "--from", "--to", "--step", "-o", "--output", "--color", "--timeout",
    "--width", "--at", "--seed", "--limit", "--file",
  ]

  /// The arguments with the verbs in front; unchanged when no verb follows the leading options.
  static func verbsFirst(_ arguments: [String], verbs: Set<String>) -> [String] {
    var path = [String]()
    var leading = [String]()
    var index = 0
    while index < arguments.count {
      let word = arguments[index]
      if word.hasPrefix("-"), word.count > 1, word != "--" {
        let length = valued.contains(word) ? 2 : 1
        leading += arguments[index...].prefix(length)
        index += length
      } else if verbs.contains(word) {
        path.append(word)
        index += 1
        // `demo` takes a verb of its own.
        if word != "demo" { break }
      } else {
        break
      }
    }
    return path.isEmpty ? arguments : path + leading + arguments.dropFirst(index)
  }
}

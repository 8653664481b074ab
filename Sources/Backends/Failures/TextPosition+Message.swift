internal import Telemetry

extension TextPosition {
  /// What a server counts columns in.
  enum ColumnUnit { case bytes, scalars }

  /// The place a message such as `parse error at line 1, col 18: …` names, anywhere in it.
  init?(worded message: String, in query: String, columns: ColumnUnit) {
    let bytes = Array(message.utf8)
    for start in bytes.indices where bytes[start...].starts(with: "line ".utf8) {
      var index = start + 5
      guard let line = Self.number(bytes, &index), bytes[index...].starts(with: ", col ".utf8)
      else { continue }
      index += 6
      guard let column = Self.number(bytes, &index) else { continue }
      self.init(line: line, column: column, of: columns, in: query)
      return
    }
    return nil
  }

  /// The place at the front of a message such as `1:8: parse error: …`.
  init?(leading message: String, in query: String, columns: ColumnUnit) {
    let bytes = Array(message.utf8)
    var index = 0
    guard let line = Self.number(bytes, &index), bytes[index...].first == UInt8(ascii: ":")
    else { return nil }
    index += 1
    guard let column = Self.number(bytes, &index), bytes[index...].first == UInt8(ascii: ":")
    else { return nil }
    self.init(line: line, column: column, of: columns, in: query)
  }

  /// Turns a server's column into one that counts characters, as people do.
  private init(line: Int, column: Int, of unit: ColumnUnit, in query: String) {
    self.init(line: line, column: column)
    let lines = query.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(line - 1) else { return }
    let text = lines[line - 1]
    var left = column - 1
    var characters = 0
    for character in text {
      left -= unit == .bytes ? character.utf8.count : character.unicodeScalars.count
      guard left >= 0 else { break }
      characters += 1
    }
    // One past the end is where "unexpected end of input" points; further is the server's own.
    self.column = characters + 1 + max(0, left)
  }

  /// A number of one to nine digits, from 1.
  private static func number(_ bytes: [UInt8], _ index: inout Int) -> Int? {
    var value = 0
    let start = index
    while index < bytes.count, index - start < 9, (48...57).contains(bytes[index]) {
      value = value * 10 + Int(bytes[index] - 48)
      index += 1
    }
    return value > 0 ? value : nil
  }
}

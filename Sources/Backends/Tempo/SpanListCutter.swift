/// Finds the arrays under the name `spans` in JSON that nobody has parsed yet, and where they may be cut.
///
/// Only strings and brackets are told apart. Whatever is wrong with the text stays wrong in the outline or
/// in a part, where the parser finds it.
struct SpanListCutter {
  private let text: UnsafeBufferPointer<UInt8>
  private let end: Int
  private let partSize: Int
  private var index: Int
  private var outline: [UInt8] = []
  private var lists: [[Range<Int>]] = []

  /// - Returns: The text with each list replaced by its number, and the parts of each list, at commas
  ///   between elements; `nil` when strings or brackets are left open or a list is a number.
  static func cut(
    _ text: [UInt8], _ range: Range<Int>, partSize: Int
  ) -> (outline: [UInt8], lists: [[Range<Int>]])? {
    text.withUnsafeBufferPointer { text in
      var cutter = SpanListCutter(
        text: text, end: range.upperBound, partSize: partSize, index: range.lowerBound)
      return cutter.run() ? (cutter.outline, cutter.lists) : nil
    }
  }

  private init(text: UnsafeBufferPointer<UInt8>, end: Int, partSize: Int, index: Int) {
    self.text = text
    self.end = end
    self.partSize = partSize
    self.index = index
  }

  private mutating func run() -> Bool {
    var kept = index
    while index < end {
      guard text[index] == UInt8(ascii: "\"") else {
        index += 1
        continue
      }
      let start = index
      guard skipString() else { return false }
      guard isName(start..<index), let list = value() else { continue }
      // A number there would be taken for one of ours.
      if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[list]) { return false }
      guard text[list] == UInt8(ascii: "[") else { continue }
      outline += text[kept..<list]
      outline += String(lists.count).utf8
      index = list + 1
      guard let parts = partsOfList() else { return false }
      lists.append(parts)
      kept = index
    }
    outline += text[kept..<end]
    return true
  }

  private func isName(_ range: Range<Int>) -> Bool {
    range.count == 7 && text[range].elementsEqual("\"spans\"".utf8)
  }

  /// Where something stands after a colon; `nil` when what went before is no name.
  private func value() -> Int? {
    guard let colon = next(from: index), text[colon] == UInt8(ascii: ":") else { return nil }
    return next(from: colon + 1)
  }

  private func next(from start: Int) -> Int? {
    (start..<max(start, end)).first { text[$0] > UInt8(ascii: " ") }
  }

  /// From a quote to after the one that closes it.
  private mutating func skipString() -> Bool {
    index += 1
    while index < end {
      switch text[index] {
      case UInt8(ascii: "\""):
        index += 1
        return true
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return false
  }

  /// From after a `[` to after its `]`.
  private mutating func partsOfList() -> [Range<Int>]? {
    var parts: [Range<Int>] = []
    var (start, depth) = (index, 0)
    while index < end {
      switch text[index] {
      case UInt8(ascii: "\""):
        guard skipString() else { return nil }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]") where depth == 0:
        parts.append(start..<index)
        index += 1
        return parts
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        guard depth >= 0 else { return nil }
      case UInt8(ascii: ",") where depth == 0 && index - start >= partSize && !endsList(after: index):
        parts.append(start..<index)
        start = index + 1
      default: break
      }
      index += 1
    }
    return nil
  }

  /// Whether nothing follows a comma, which is for the parser to complain about and so may not be cut off.
  private func endsList(after comma: Int) -> Bool {
    next(from: comma + 1).map { text[$0] == UInt8(ascii: "]") } ?? true
  }
}

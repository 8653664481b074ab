extension TextField {
  /// Acts on an editing key; false when the key means nothing here, so that others may have it.
  ///
  /// Arrows, Home, End, Backspace, Delete; Ctrl-A E B F P N D H; Ctrl-U K W and Alt-D cut, Ctrl-Y
  /// puts back; Alt-B F and Ctrl-arrows move by words; Ctrl-_ or Alt-U undoes, Alt-E redoes; up and
  /// down move between lines, then walk the history; Alt-Enter and Ctrl-J break the line where there
  /// may be several.
  public mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .left, .control("b"): move(to: cursor - 1)
    case .right, .control("f"): move(to: cursor + 1)
    case .home, .control("a"): move(to: lineStart)
    case .end, .control("e"): move(to: lineEnd)
    case .backspace, .control("h"): delete(cursor - 1..<cursor)
    case .delete, .control("d"): delete(cursor..<cursor + 1)
    case .up, .control("p"): moveLine(-1)
    case .down, .control("n"): moveLine(1)
    case .alt("\n"), .control("j"):
      guard isMultiline else { return false }
      insert("\n")
    default: return handleWords(key)
    }
    return true
  }

  private mutating func handleWords(_ key: Key) -> Bool {
    switch key {
    case .alt("b"), .shiftLeft, .controlLeft: move(to: wordStart)
    case .alt("f"), .shiftRight, .controlRight: move(to: wordEnd)
    case .alt("d"): delete(cursor..<wordEnd, keeping: true)
    case .control("w"), .alt("\u{7F}"): delete(wordStart..<cursor, keeping: true)
    case .control("u"): delete(cutStart..<cursor, keeping: true)
    case .control("k"): delete(cursor..<cutEnd, keeping: true)
    case .control("y"): insertCut()
    case .control("_"), .alt("u"): undo()
    case .alt("e"), .alt("r"): redo()
    default: return false
    }
    return true
  }

  /// From the line's beginning; standing there, the line break before it.
  private var cutStart: Int { cursor == lineStart ? max(0, cursor - 1) : lineStart }
  private var cutEnd: Int { cursor == lineEnd ? min(characters.count, cursor + 1) : lineEnd }

  /// Where the word before the cursor begins: words are letters, digits and `_`, as in query texts.
  private var wordStart: Int {
    var place = cursor
    while place > 0, !Self.isWord(characters[place - 1]) { place -= 1 }
    while place > 0, Self.isWord(characters[place - 1]) { place -= 1 }
    return place
  }

  private var wordEnd: Int {
    var place = cursor
    while place < characters.count, !Self.isWord(characters[place]) { place += 1 }
    while place < characters.count, Self.isWord(characters[place]) { place += 1 }
    return place
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
}

extension TextField {
  /// Acts on an editing key; false when the key means nothing here, so that others may have it.
  ///
  /// Arrows, Home, End, Backspace, Delete; Ctrl-A E B F P N D H; Ctrl-U K W and Alt-D cut, Ctrl-Y
  /// puts back; Alt-B F move by words; Ctrl-_ or Alt-U undoes; up and down walk the history.
  public mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .left, .control("b"): move(to: cursor - 1)
    case .right, .control("f"): move(to: cursor + 1)
    case .home, .control("a"): move(to: 0)
    case .end, .control("e"): move(to: characters.count)
    case .backspace, .control("h"): delete(cursor - 1..<cursor)
    case .delete, .control("d"): delete(cursor..<cursor + 1)
    case .up, .control("p"): recall(-1)
    case .down, .control("n"): recall(1)
    default: return handleWords(key)
    }
    return true
  }

  private mutating func handleWords(_ key: Key) -> Bool {
    switch key {
    case .alt("b"), .shiftLeft: move(to: wordStart)
    case .alt("f"), .shiftRight: move(to: wordEnd)
    case .alt("d"): delete(cursor..<wordEnd, keeping: true)
    case .control("w"): delete(wordStart..<cursor, keeping: true)
    case .control("u"): delete(0..<cursor, keeping: true)
    case .control("k"): delete(cursor..<characters.count, keeping: true)
    case .control("y"): insertCut()
    case .control("_"), .alt("u"): undo()
    default: return false
    }
    return true
  }

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

/// One line of text being edited, with readline's keys, undo and a history. Pure: a key in, a new
/// value out.
public struct TextField: Hashable, Sendable {
  /// What undo brings back.
  private struct Snapshot: Hashable {
    var characters: [Character]
    var cursor: Int
  }

  public private(set) var characters: [Character]
  /// Characters before the cursor, 0 to `characters.count`.
  public private(set) var cursor: Int
  /// Earlier texts, the newest last.
  public private(set) var history: [String]

  /// Place in the history; `history.count` is the text being written.
  private var historyIndex: Int
  /// What was being written when the walk through the history began.
  private var draft: [Character] = []
  private var undoStack: [Snapshot] = []
  /// Whether the last edit was typing, which undo takes back as one.
  private var isTyping = false
  /// What the last cut took away.
  private var cut: [Character] = []

  /// With the cursor at the end.
  public init(_ text: String = "", history: [String] = []) {
    characters = Self.oneLine(text)
    cursor = characters.count
    self.history = history
    historyIndex = history.count
  }

  public var text: String { String(characters) }
  public var isEmpty: Bool { characters.isEmpty }

  /// UTF-8 bytes before the cursor: what parsers and completion count in.
  public var cursorOffset: Int { String(characters[..<cursor]).utf8.count }

  /// Puts text at the cursor; line breaks and tabs become blanks.
  public mutating func insert(_ text: String) {
    remember(typing: text.count == 1)
    let before = String(characters[..<cursor] + Self.oneLine(text))
    // A combining mark joins the character before it, so both sides are counted anew.
    let all = before + String(characters[cursor...])
    characters = Array(all)
    cursor = min(before.count, characters.count)
  }

  /// Replaces UTF-8 bytes `range` and puts the cursor after the new text: what completion does. A
  /// range that cuts a character takes it whole.
  public mutating func replace(_ range: Range<Int>, with text: String) {
    let (start, end) = (index(ofByte: range.lowerBound), index(ofByte: range.upperBound, up: true))
    remember(typing: false)
    characters.removeSubrange(start..<max(start, end))
    cursor = start
    let inserted = Self.oneLine(text)
    characters.insert(contentsOf: inserted, at: start)
    cursor += inserted.count
  }

  /// Replaces everything, undoably.
  public mutating func setText(_ text: String) {
    remember(typing: false)
    characters = Self.oneLine(text)
    cursor = characters.count
  }

  /// Moves the cursor to a UTF-8 offset, such as the place of an error.
  public mutating func moveCursor(toOffset offset: Int) {
    isTyping = false
    cursor = index(ofByte: offset)
  }

  /// Notes the text in the history, once in a row, and begins a new walk.
  public mutating func commit() {
    if !characters.isEmpty, history.last != text { history.append(text) }
    historyIndex = history.count
    isTyping = false
  }

  /// Takes back the last change; a word typed in one go is one change.
  public mutating func undo() {
    isTyping = false
    guard let last = undoStack.popLast() else { return }
    (characters, cursor) = (last.characters, last.cursor)
  }

  /// Walks through the history: -1 is the one before.
  public mutating func recall(_ step: Int) {
    let target = min(max(0, historyIndex + step.signum()), history.count)
    guard target != historyIndex else { return }
    if historyIndex == history.count { draft = characters }
    historyIndex = target
    isTyping = false
    undoStack = []
    characters = target == history.count ? draft : Self.oneLine(history[target])
    cursor = characters.count
  }

  mutating func move(to place: Int) {
    isTyping = false
    cursor = min(max(0, place), characters.count)
  }

  mutating func delete(_ range: Range<Int>, keeping: Bool = false) {
    let range = range.clamped(to: 0..<characters.count)
    guard !range.isEmpty else { return }
    remember(typing: false)
    if keeping { cut = Array(characters[range]) }
    characters.removeSubrange(range)
    cursor = range.lowerBound
  }

  mutating func insertCut() { insert(String(cut)) }

  private mutating func remember(typing: Bool) {
    defer { isTyping = typing }
    if typing, isTyping { return }
    undoStack.append(Snapshot(characters: characters, cursor: cursor))
    if undoStack.count > 200 { undoStack.removeFirst() }
  }

  private func index(ofByte offset: Int, up: Bool = false) -> Int {
    var bytes = 0
    for (index, character) in characters.enumerated() {
      if bytes >= offset { return index }
      bytes += character.utf8.count
      if bytes > offset { return up ? index + 1 : index }
    }
    return characters.count
  }

  private static func oneLine(_ text: String) -> [Character] {
    text.map { $0.isNewline || $0 == "\t" ? " " : $0 }
  }
}

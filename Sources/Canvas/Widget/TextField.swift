/// Text being edited, with readline's keys, undo, redo and a history. Pure: a key in, a new value
/// out. One line unless made for several.
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
  /// Whether line breaks are kept; else they become blanks.
  public let isMultiline: Bool

  /// Place in the history; `history.count` is the text being written.
  private var historyIndex: Int
  /// What was being written when the walk through the history began.
  private var draft: [Character] = []
  private var undoStack: [Snapshot] = []
  private var redoStack: [Snapshot] = []
  /// Whether the last edit was typing, which undo takes back as one.
  private var isTyping = false
  /// What the last cut took away.
  private var cut: [Character] = []
  /// Characters before the cursor in its line when a walk up or down began, so that a short line
  /// between does not forget them.
  private var wantedColumn: Int?

  /// With the cursor at the end.
  public init(_ text: String = "", history: [String] = [], isMultiline: Bool = false) {
    self.isMultiline = isMultiline
    characters = Self.clean(text, isMultiline: isMultiline)
    cursor = characters.count
    self.history = history
    historyIndex = history.count
  }

  public var text: String { String(characters) }
  public var isEmpty: Bool { characters.isEmpty }

  /// UTF-8 bytes before the cursor: what parsers and completion count in.
  public var cursorOffset: Int { String(characters[..<cursor]).utf8.count }

  /// Puts text at the cursor as one change; tabs become blanks, and so do line breaks where there is
  /// only one line.
  public mutating func insert(_ text: String) {
    remember(typing: text.count == 1)
    let before = String(characters[..<cursor] + Self.clean(text, isMultiline: isMultiline))
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
    let inserted = Self.clean(text, isMultiline: isMultiline)
    characters.insert(contentsOf: inserted, at: start)
    cursor += inserted.count
  }

  /// Replaces everything, undoably.
  public mutating func setText(_ text: String) {
    remember(typing: false)
    characters = Self.clean(text, isMultiline: isMultiline)
    cursor = characters.count
  }

  /// Moves the cursor to a UTF-8 offset, such as the place of an error.
  public mutating func moveCursor(toOffset offset: Int) { move(to: index(ofByte: offset)) }

  /// Notes the text in the history, once in a row, and begins a new walk.
  public mutating func commit() {
    if !characters.isEmpty, history.last != text { history.append(text) }
    historyIndex = history.count
    isTyping = false
  }

  /// Another history, the newest last; a walk begins anew.
  public mutating func use(history: [String]) {
    self.history = history
    historyIndex = history.count
  }

  /// Takes back the last change; a word typed in one go is one change.
  public mutating func undo() { step(from: \.undoStack, to: \.redoStack) }

  /// Does again what `undo` took back.
  public mutating func redo() { step(from: \.redoStack, to: \.undoStack) }

  private mutating func step(
    from source: WritableKeyPath<TextField, [Snapshot]>, to target: WritableKeyPath<TextField, [Snapshot]>
  ) {
    isTyping = false
    wantedColumn = nil
    guard let last = self[keyPath: source].popLast() else { return }
    self[keyPath: target].append(Snapshot(characters: characters, cursor: cursor))
    (characters, cursor) = (last.characters, last.cursor)
  }

  /// Walks through the history: -1 is the one before.
  public mutating func recall(_ step: Int) {
    // The newest entry is what is on screen already right after it was run.
    let isRepeated = historyIndex == history.count && history.last == text
    let target = min(max(0, historyIndex + step.signum() * (isRepeated ? 2 : 1)), history.count)
    guard target != historyIndex else { return }
    if historyIndex == history.count { draft = characters }
    historyIndex = target
    isTyping = false
    (undoStack, redoStack, wantedColumn) = ([], [], nil)
    characters = target == history.count ? draft : Self.clean(history[target], isMultiline: isMultiline)
    cursor = characters.count
  }

  mutating func move(to place: Int) {
    isTyping = false
    wantedColumn = nil
    cursor = min(max(0, place), characters.count)
  }

  /// To the line above or below, or from the first and last line through the history.
  mutating func moveLine(_ step: Int) {
    let column = wantedColumn ?? cursor - lineStart
    if step < 0, lineStart > 0 {
      move(to: lineStart - 1)
      move(to: min(lineStart + column, cursor))
      wantedColumn = column
    } else if step > 0, lineEnd < characters.count {
      move(to: lineEnd + 1)
      move(to: min(cursor + column, lineEnd))
      wantedColumn = column
    } else {
      recall(step)
    }
  }

  /// Where the cursor's line begins.
  var lineStart: Int { (characters[..<cursor].lastIndex(of: "\n") ?? -1) + 1 }
  /// Where the cursor's line ends, before its line break.
  var lineEnd: Int { characters[cursor...].firstIndex(of: "\n") ?? characters.count }

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
    wantedColumn = nil
    redoStack = []
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

  private static func clean(_ text: String, isMultiline: Bool) -> [Character] {
    text.map { character in
      if character == "\t" { return " " }
      return character.isNewline ? (isMultiline ? "\n" : " ") : character
    }
  }
}

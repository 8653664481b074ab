internal import Canvas

extension State {
  var marksInOrder: [Mark] { kept.marks.values.sorted { $0.letter < $1.letter } }

  mutating func beginMarking() -> [Effect] {
    overlay = .marks(MarksPage(.set))
    return []
  }

  mutating func openMarks() -> [Effect] {
    guard !kept.marks.isEmpty else {
      let key = keymap.keys(of: .mark).first?.label ?? Command.mark.rawValue
      message = "there are no marks yet; \(key) and a letter marks this place"
      return []
    }
    overlay = .marks(MarksPage(.go))
    return []
  }

  mutating func pressInMarks(_ key: Key, _ page: inout MarksPage) -> [Effect] {
    let marks = marksInOrder
    if page.press(key, count: marks.count) {
      overlay = .marks(page)
      return []
    }
    let chosen = marks.indices.contains(page.selected) ? marks[page.selected] : nil
    switch (key, page.purpose) {
    case (.character(let letter), .set) where Mark.isLetter(letter): return mark(letter)
    case (.character(let letter), .go) where Mark.isLetter(letter): return goToMark(letter)
    case (.enter, .go): return chosen.map { goToMark($0.letter) } ?? []
    case (.character("-"), .go), (.delete, .go): return chosen.map { unmark($0) } ?? []
    default:
      message = page.purpose == .set ? "a mark is a letter or a digit" : "no mark is called so"
      return []
    }
  }

  private mutating func mark(_ letter: Character) -> [Effect] {
    overlay = nil
    var place = place
    place.crosshair = context.crosshair
    let mark = Mark(letter: letter, link: link, title: maskedTitle, set: context.now, place: place)
    let replaced = kept.marks.updateValue(mark, forKey: letter)
    let key = keymap.keys(of: .goToMark).first?.label ?? ""
    message = "\(key)\(letter) comes back here" + (replaced.map { " instead of \($0.title)" } ?? "") + untilWhen
    return keep(mark.record(in: name))
  }

  private mutating func goToMark(_ letter: Character) -> [Effect] {
    overlay = nil
    guard let mark = kept.marks[letter] else {
      let known = marksInOrder.map { String($0.letter) }.joined(separator: " ")
      message = "there is no mark \(letter); there are \(known)"
      return []
    }
    guard let marked = mark.place else { return open(mark.link) }
    let effects = leave()
    useContext(of: marked)
    enter(marked.pane, window: marked.window, arrivedBy: marked.arrivedBy)
    if let split = marked.split, split.leads {
      place.split = Split(share: split.share)
      fit()
    }
    (place.focus, place.crosshair) = (marked.focus, marked.crosshair)
    (context.focus, context.crosshair) = (marked.focus, marked.crosshair)
    message = "mark \(letter)"
    return effects + askAll()
  }

  private mutating func unmark(_ mark: Mark) -> [Effect] {
    kept.marks[mark.letter] = nil
    overlay = kept.marks.isEmpty ? nil : .marks(MarksPage(.go))
    message = "mark \(mark.letter) is gone"
    return keepNoLonger(mark.record(in: name))
  }
}

import Canvas
import Testing

@testable import Console

/// Rule 7 of the screen: a key that cannot act says why.
enum Explanations {
  /// Commands that may leave the screen as it is without a word.
  private static let silent: Set<Command> = [
    .up, .down, .left, .right, .pageUp, .pageDown, .top, .bottom, .redraw, .suspend, .quit, .nextTrouble,
    .previousTrouble, .traces, .logs, .toggleZone, .zoomOut, .later, .earlier, .zoomIn, .refresh, .clearFocus,
  ]

  static func expect(_ command: Command, on stage: Stage, sourceLocation: SourceLocation = #_sourceLocation) {
    guard let key = Keymap.standard.keys(of: command, on: stage.state.place.pane.kind).first, !silent.contains(command) else { return }
    let before = stage.lines
    let (asked, copied) = (stage.asked.count, stage.copied.count)
    stage.press(key)
    let said = stage.state.message != nil
    let acted = said || stage.lines != before || stage.asked.count > asked || stage.copied.count > copied
    #expect(acted, "\(key.label) (\(command.rawValue)) did nothing and said nothing", sourceLocation: sourceLocation)
  }
}

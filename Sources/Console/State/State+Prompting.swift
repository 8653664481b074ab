internal import Canvas
internal import Reports
internal import Telemetry

extension State {
  /// The prompt of the present pane, while it is being edited.
  var editedPrompt: QueryPrompt? {
    guard place.pane.isTyping, let prompt = (place.pane as? any PromptingPane)?.prompt, prompt.isEditing
    else { return nil }
    return prompt
  }

  /// After every input: tells the prompt its room and history, takes what it finished, and asks what
  /// its completion needs.
  mutating func servePrompt() -> [Effect] {
    guard var pane = place.pane as? any PromptingPane else { return [] }
    let language = pane.prompt.language
    pane.prompt.room = Size(context.size.width - pane.promptInset, context.size.height)
    if let text = pane.prompt.takeNotice() { message = text }
    var effects = [Effect]()
    if let finished = pane.prompt.takeFinished() {
      history.add(finished.text, language)
      // A query that begins with a blank is not written down, as in a shell, nor one that holds a credential.
      if finished.hasRun, finished.text.first?.isWhitespace == false,
        Credentials.masked(inQuery: finished.text) == finished.text
      {
        effects.append(.keep(.query(language, finished.text)))
      }
    }
    pane.prompt.offer(history: history.entries(of: language))
    let questions = pane.prompt.completionQuestions(to: pane.promptSources(in: context), in: context)
    let prompt = pane.prompt
    place.pane = pane
    let stale = board.drop(at: place.id) { $0.slot.isCompletion && !prompt.awaits($0) }
    return effects + cancel(stale) + questions.flatMap { ask($0) }
  }

  /// An answer for the prompt's completion.
  mutating func settleCompletion(_ question: Question, _ result: Result<Answer, QueryFailure>) -> [Effect] {
    guard var pane = place.pane as? any PromptingPane else { return [] }
    pane.prompt.receive(result, to: question, in: context)
    place.pane = pane
    return []
  }

  /// What the prompt has open, over the pane.
  func drawPromptPopup(in body: Rect, on surface: inout Surface) {
    guard let prompt = editedPrompt, let cursor = place.pane.cursor(in: body, viewContext) else { return }
    prompt.drawPopup(at: cursor, in: body, on: &surface)
  }

  /// What the keys do while a prompt is edited.
  func promptHints(_ prompt: QueryPrompt) -> [(String, String)] {
    func label(_ key: Key) -> String { key.label(in: context.glyphs) }
    let arrows = label(.up) + " " + label(.down)
    if prompt.search != nil {
      return [(label(.enter), "take it"), (arrows, "older, newer"), ("Ctrl-R", "older"), ("Esc", "close")]
    }
    if let list = prompt.completion, list.isVisible, !list.rows.isEmpty {
      let pick = [("Tab", "take it"), (arrows, "pick"), ("Esc", "close the list")]
      return (list.picked == nil ? [] : [(label(.enter), "take it")]) + pick
        + (list.picked == nil ? [(label(.enter), "run")] : [])
    }
    return [
      (label(.enter), "run"), (label(.alt("\n")), "new line"), ("Tab", "complete"), (arrows, "history"),
      ("Ctrl-R", "search it"), ("Ctrl-F", "format"), ("Esc", "leave"), ("Alt-U", "undo"), ("Ctrl-U", "clear"),
    ]
  }
}

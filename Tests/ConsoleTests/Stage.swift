import Analysis
import Canvas
import Telemetry

@testable import Console

/// Somebody at the keyboard of a console whose servers answer what the test says: for what the lab
/// never does. Every key's questions are answered before the next key.
final class Stage {
  typealias Script = (SourceID, Query) -> Result<Answer, QueryFailure>

  private(set) var state: State
  private(set) var asked: [Query] = []
  private(set) var copied: [String] = []
  private(set) var remembered: [String] = []
  private(set) var saved: [SavedFile] = []
  private(set) var keepings: [Keeping] = []
  var script: Script
  private(set) var written: [Write] = []
  /// What servers say of changes.
  var change: (SourceID, Write) -> Result<Answer, QueryFailure> = { _, _ in .success(Answer(.text("id"))) }

  /// - Parameters:
  ///   - others: More Prometheis beside the first.
  ///   - lokis: All Lokis.
  init(
    _ width: Int, _ height: Int, pane: any Pane, glyphs: GlyphSet = .unicode, window: Window = .last(.hours(1)),
    prometheus: SourceID = "prom", others: [SourceID] = [], lokis: [SourceID] = ["loki"],
    managers: [Source] = [], isReadOnly: Bool = false, specs: [ObjectiveSpec] = [], history: PromptHistory = PromptHistory(),
    kept: Kept = Kept(), script: @escaping Script
  ) {
    let sources = ([prometheus] + others).map { Source(id: $0, kind: .prometheus) }
      + lokis.map { Source(id: $0, kind: .loki) } + [Source(id: "tempo", kind: .tempo)] + managers
    var context = Context(
      now: Walker.moment, window: window, sources: sources,
      correlator: Correlator(sources: sources, renames: [:]), glyphs: glyphs, size: Size(width, height))
    context.isReadOnly = isReadOnly
    context.specs = specs
    state = State(name: "stage", context: context, history: history, kept: kept, pane: pane)
    self.script = script
    settle(state.start())
  }

  /// Changes what the configuration says of a source's ties.
  func correlate(_ source: SourceID, _ change: (inout Correlation) -> Void) {
    guard let index = state.context.sources.firstIndex(where: { $0.id == source }) else { return }
    change(&state.context.sources[index].correlation)
    state.context.correlator = Correlator(sources: state.context.sources, renames: [:])
  }

  func press(_ keys: Key...) { press(keys) }

  func press(_ keys: [Key]) {
    for key in keys { settle(state.reduce(.input(.key(key)))) }
  }

  func type(_ text: String) {
    for character in text { press(.character(character)) }
  }

  func paste(_ text: String) { settle(state.reduce(.input(.paste(text)))) }

  /// Lets time pass.
  func wait(_ duration: Duration) { settle(state.reduce(.tick(state.context.now + duration))) }

  func resize(_ width: Int, _ height: Int) { settle(state.reduce(.input(.resize(Size(width, height))))) }

  /// Something other than a key happens.
  func tell(_ action: Action) { settle(state.reduce(action)) }

  /// Forgets what was asked so far.
  func forget() { asked = [] }

  func pane<P: Pane>(_ type: P.Type) -> P? { state.place.pane as? P }

  var lines: [String] { state.view().lines }
  var text: String { lines.joined(separator: "\n") }

  private func settle(_ effects: [Effect]) {
    var waiting = effects
    var rounds = 0
    while !waiting.isEmpty, rounds < 500 {
      rounds += 1
      switch waiting.removeFirst() {
      case .ask(let ticket, let source, let query):
        asked.append(query)
        // As a backend does.
        let result = script(source, query).map { answer in
          var answer = answer
          answer.stamp(source)
          return answer
        }
        waiting += state.reduce(.answered(ticket, result, at: state.context.now))
      case .prepare(let work, let place): waiting += state.reduce(.prepared(work.made(), place: place))
      case .rest(let serial): waiting += state.reduce(.rested(serial))
      case .copy(let text): copied.append(text)
      case .save(let file): saved.append(file)
      case .keep(.query(let language, let text)): remembered.append("\(language.name): \(text)")
      case .keep(let change): keepings.append(change)
      case .write(let serial, let source, let write):
        written.append(write)
        waiting += state.reduce(.written(serial, change(source, write), at: state.context.now))
      case .cancel, .redraw, .suspend, .quit: break
      }
    }
  }
}

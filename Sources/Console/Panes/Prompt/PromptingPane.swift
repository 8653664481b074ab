internal import Analysis
internal import Telemetry

/// A pane with a query prompt. The console serves the prompt's completion and history by itself: a
/// pane that conforms has nothing else to do for them.
protocol PromptingPane: Pane {
  /// The prompt that has, or would get, the keyboard.
  var prompt: QueryPrompt { get set }

  /// Who is asked what could be completed.
  func promptSources(in context: Context) -> [SourceID]

  /// Cells of the pane's width that the prompt does not get.
  var promptInset: Int { get }
}

extension PromptingPane {
  func promptSources(in context: Context) -> [SourceID] { context.sources(of: prompt.language.sourceKind) }
  var promptInset: Int { 0 }
}

extension MetricsPane: PromptingPane {
  func promptSources(in context: Context) -> [SourceID] { sources(of: queries.picked, in: context) }

  /// Where there are several queries their letters stand before them.
  var promptInset: Int { queries.count > 1 ? 2 : 0 }
}

extension TracesPane: PromptingPane {
  func promptSources(in context: Context) -> [SourceID] { sources(in: context) }
}

extension LogsPane: PromptingPane {
  func promptSources(in context: Context) -> [SourceID] { source.map { [$0] } ?? context.sources(of: .loki) }
}

internal import Analysis
internal import Canvas
public import Telemetry

extension Context {
  /// What a row is called by beside its own name while several contexts are watched at once: the context of
  /// its source, and the source itself where the context has several of its kind. `nil`: one is watched.
  public func origin(of source: SourceID?) -> String? {
    guard !origins.isEmpty, let source, let context = origins[source] else { return nil }
    let kind = sources.first { $0.id == source }?.kind
    let alike = sources.count { $0.kind == kind && origins[$0.id] == context }
    return alike > 1 ? "\(context)/\(source)" : context
  }

  /// The origin, as it stands before a row's name.
  func originRuns(of source: SourceID?) -> [TextRun] {
    origin(of: source).map { [TextRun($0 + " ", Style(.link))] } ?? []
  }
}

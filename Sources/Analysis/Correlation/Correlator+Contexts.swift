public import Telemetry

extension Correlator {
  /// The same ties over other sources.
  ///
  /// - Parameter groups: The context each source is of, where several are watched at once: jumps stay within
  ///   the context they start from, for a service of one cluster is not its namesake in another.
  public func over(_ sources: [Source], groups: [SourceID: String] = [:]) -> Correlator {
    Correlator(sources: sources, names: names, logLabel: logLabel, groups: groups)
  }

  /// Only the sources of the anchor's context; all of them where that is not known.
  func near(_ anchor: Anchor) -> Correlator {
    guard let origin = anchor.source.flatMap({ groups[$0] }) else { return self }
    let own = Set(origin.split(separator: "+"))
    let near = sources.filter { source in
      groups[source.id].map { !own.isDisjoint(with: $0.split(separator: "+")) } ?? false
    }
    return Correlator(sources: near, names: names, logLabel: logLabel)
  }
}

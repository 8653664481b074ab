public import Telemetry

extension Correlator {
  /// The same ties over other sources.
  ///
  /// - Parameter groups: The context each source is of, where several are watched at once: jumps stay within
  ///   the context they start from, for a service of one cluster is not its namesake in another.
  public func over(_ sources: [Source], groups: [SourceID: String] = [:]) -> Correlator {
    var other = self
    (other.sources, other.groups) = (sources, groups)
    return other
  }

  /// Only the sources of the anchor's context; all of them where that is not known.
  func near(_ anchor: Anchor) -> Correlator {
    guard let origin = anchor.source.flatMap({ groups[$0] }) else { return self }
    let own = Set(origin.split(separator: "+"))
    var near = self
    near.groups = [:]
    near.sources = sources.filter { source in
      groups[source.id].map { !own.isDisjoint(with: $0.split(separator: "+")) } ?? false
    }
    return near
  }
}

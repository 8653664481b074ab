internal import Telemetry

extension HTTPRequest {
  /// The same with Prometheus' `limit`, which is none when it is 0.
  func limited(to limit: Int) -> HTTPRequest {
    var copy = self
    let field = Field("limit", String(max(0, limit)))
    if case .form(let fields) = body {
      copy.body = .form(fields + [field])
    } else {
      copy.query.append(field)
    }
    return copy
  }
}

extension Answer {
  /// At most `limit` names, label sets, series or metrics; what servers without the limit need.
  func cut(to limit: Int) -> Answer {
    guard limit > 0 else { return self }
    var copy = self
    switch body {
    case .names(let names) where names.count > limit: copy.body = .names(Array(names.prefix(limit)))
    case .labelSets(let sets) where sets.count > limit:
      copy.body = .labelSets(Array(sets.prefix(limit)))
    case .series(let series) where series.count > limit:
      copy.body = .series(Array(series.prefix(limit)))
    case .metadata(let entries):
      let kept = Set(entries.lazy.map(\.name).distinct(limit))
      guard entries.contains(where: { !kept.contains($0.name) }) else { return self }
      copy.body = .metadata(entries.filter { kept.contains($0.name) })
    default: return self
    }
    copy.partial = true
    copy.warnings.append("results truncated due to limit")
    return copy
  }
}

extension Sequence where Element: Hashable {
  /// The first different elements, at most `limit`.
  fileprivate func distinct(_ limit: Int) -> [Element] {
    var seen = Set<Element>()
    var found = [Element]()
    for element in self where seen.insert(element).inserted {
      found.append(element)
      if found.count == limit { break }
    }
    return found
  }
}

internal import Analysis
internal import Telemetry

/// What the configuration of one source says of another: it must be there, and of the right type.
extension Examination {
  func ties(of source: Source) -> [Check] {
    let ties = source.correlation
    var checks = ties.exemplarDestinations.compactMap { one in
      one.source.map { tie(source, "exemplarTraceIdDestinations \(one.label)", to: $0, .tempo) }
    }
    checks += ties.derivedFields.compactMap { one in
      one.source.map { tie(source, "derivedFields \(one.name)", to: $0, .tempo) }
    }
    checks += [
      ties.toLogs?.source.map { tie(source, "tracesToLogsV2", to: $0, .loki) },
      ties.toMetrics?.source.map { tie(source, "tracesToMetrics", to: $0, .prometheus) },
      ties.serviceMap.map { tie(source, "serviceMap", to: $0, .prometheus) },
    ].compactMap { $0 }
    return checks + ownQuery(of: source)
  }

  private func tie(_ source: Source, _ name: String, to target: SourceID, _ kind: SourceKind) -> Check {
    let found = sources.first { $0.id == target }
    let other = sources.first { $0.id.name.lowercased() == target.name.lowercased() }
    var check = Check(name: name, source: source.id.name, ok: true, detail: "leads to \(target)")
    if found?.kind == kind { return check }
    let fitting = sources.filter { $0.kind == kind }.map(\.id.name).joined(separator: ", ")
    if let other, other.kind == kind {
      check.detail = "\(target) is taken for \(other.id); Grafana tells capitals apart and finds nothing"
    } else {
      check.detail = found.map { "\(target) is of type \($0.kind.rawValue)" } ?? "there is no source \(target)"
    }
    check.ok = false
    let choice = fitting.isEmpty ? "" : ": \(fitting)"
    check.fix = "set its datasourceUid to a \(kind.rawValue) source\(choice), in jsonData of \(place(source.id))"
    return check
  }

  private func ownQuery(of source: Source) -> [Check] {
    guard let query = source.correlation.toLogs?.queries.first?.query, !query.hasPrefix("{") else { return [] }
    return [
      Check(
        name: "tracesToLogsV2 query", source: source.id.name, ok: false,
        detail: "\(query.safe) is no LogQL: a query begins with a stream selector in braces",
        fix: "write tracesToLogsV2.query of \(place(source.id)) as {${__tags}} | trace_id=\"${__trace.traceId}\"")
    ]
  }
}

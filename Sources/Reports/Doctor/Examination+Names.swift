internal import Analysis
internal import Telemetry

/// How services are called in each signal, compared.
extension Examination {
  func names() async -> [Check] {
    guard sources.contains(where: { $0.kind == .tempo }) else { return [] }
    let services = await values(of: .tempo) {
      .traceTagValues(tag: "resource.service.name", filter: nil, range: $0)
    }
    guard !services.isEmpty else { return [] }
    let logs = await labels(of: .loki) { .logLabelValues(label: $0, selector: nil, range: $1) }
    let metrics = await labels(of: .prometheus) { .metricLabelValues(label: $0, matching: [], range: $1) }
    let learnt = LearntNames(services: services, logs: logs, metrics: metrics, renames: renames)
    return [
      check("logs", learnt.logs, of: services.count, isThere: !logs.isEmpty, configured: logLabel),
      check("metrics", learnt.metrics, of: services.count, isThere: !metrics.isEmpty, configured: nil),
    ].compactMap { $0 }
  }

  private func check(
    _ signal: String, _ label: LearntNames.Label?, of count: Int, isThere: Bool, configured: String?
  ) -> Check? {
    guard isThere else { return nil }
    var check = Check(name: "service names", source: signal, ok: true, detail: "")
    guard let label, !label.known.isEmpty else {
      (check.ok, check.detail) = (false, "no label has the name of any service that traces know")
      check.fix = label.map(renaming) ?? "set services.rename in the configuration: {VALUE: SERVICE}"
      return check
    }
    check.detail = "learnt: \(label.name) names \(label.known.count) of \(count) services of the traces"
    if !label.unknown.isEmpty { check.detail += "; not \(label.unknown.prefix(4).joined(separator: ", "))" }
    if let configured, label.name != configured {
      check.ok = false
      check.fix = "set services.logLabel: \(label.name) in the configuration"
    } else if !label.alike.isEmpty {
      check.fix = renaming(label)
    }
    return check
  }

  private func renaming(_ label: LearntNames.Label) -> String {
    let pairs = label.alike.sorted { $0.key < $1.key }.prefix(4).map { "\($0.key): \($0.value)" }
    return "if these are the same, set services.rename: {\(pairs.joined(separator: ", "))}"
  }

  private func values(of kind: SourceKind, _ query: (TimeRange) -> Query) async -> [String] {
    var found = Set<String>()
    for source in sources where source.kind == kind {
      guard case .success(let answer) = await ask(source.id, query(range)).result else { continue }
      switch answer.body {
      case .names(let names): found.formUnion(names)
      case .traceTagValues(let values): found.formUnion(values.map(\.value))
      default: break
      }
    }
    return found.sorted()
  }

  private func labels(
    of kind: SourceKind, _ query: (String, TimeRange) -> Query
  ) async -> [String: [String]] {
    var found: [String: [String]] = [:]
    for name in LearntNames.candidates {
      let values = await values(of: kind) { query(name, $0) }
      if !values.isEmpty { found[name] = values }
    }
    return found
  }
}

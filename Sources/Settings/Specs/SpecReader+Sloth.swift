internal import Analysis
internal import Telemetry

/// Sloth's own file and its Kubernetes resource: the same, but for how keys are spelt.
extension SpecReader {
  /// How a file spells the keys of more than one word.
  private struct Spelling {
    var format: ObjectiveSpec.Format
    var errorQuery: String
    var totalQuery: String
    var errorRatioQuery: String
    var pageAlert: String
    var ticketAlert: String
  }

  mutating func readSloth(_ document: Located) {
    let known = ["version", "service", "labels", "slos"]
    guard let fields = fields(document, "the document", known: known) else { return }
    let spelling = Spelling(
      format: .sloth, errorQuery: "error_query", totalQuery: "total_query",
      errorRatioQuery: "error_ratio_query", pageAlert: "page_alert", ticketAlert: "ticket_alert")
    readService(fields, spelling)
  }

  mutating func readSlothKubernetes(_ document: Located) {
    guard let fields = resource(document, kind: "PrometheusServiceLevel") else { return }
    _ = required(fields, "metadata", known: nil).flatMap { required($0, "name") }
    guard let spec = required(fields, "spec", known: ["service", "labels", "slos", "sloPlugins"]) else { return }
    let spelling = Spelling(
      format: .slothKubernetes, errorQuery: "errorQuery", totalQuery: "totalQuery",
      errorRatioQuery: "errorRatioQuery", pageAlert: "pageAlert", ticketAlert: "ticketAlert")
    readService(spec, spelling)
  }

  /// A Kubernetes resource of one kind; its status is the server's affair.
  mutating func resource(_ document: Located, kind: String) -> SpecFields? {
    let known = ["apiVersion", "kind", "metadata", "spec", "status"]
    guard let fields = fields(document, "the document", known: known) else { return nil }
    guard let found = required(fields, "kind") else { return nil }
    guard found == kind else {
      report(fields["kind"] ?? document, "kind: expected \(kind), found \"\(found)\"")
      return nil
    }
    return fields
  }

  private mutating func readService(_ fields: SpecFields, _ spelling: Spelling) {
    let service = name(fields, "service")
    let labels = labels(fields, "labels")
    var names: Set<String> = []
    for (index, item) in items(fields, "slos").enumerated() {
      let path = "\(fields.path("slos"))[\(index)]"
      guard let spec = objective(item, path, service: service, labels: labels, spelling) else { continue }
      if names.insert(spec.name).inserted {
        specs.append(spec)
      } else {
        report(item, "\(path): there is an objective \"\(spec.name)\" already; expected another name")
      }
    }
  }

  private mutating func objective(
    _ item: Located, _ path: String, service: String?, labels: Labels, _ spelling: Spelling
  ) -> ObjectiveSpec? {
    let known = ["name", "objective", "description", "labels", "sli", "alerting", "plugins"]
    guard let fields = fields(item, path, known: known) else { return nil }
    let (name, percent) = (name(fields, "name"), percent(fields, "objective"))
    let (own, summary) = (self.labels(fields, "labels"), text(fields, "description"))
    let indicator = required(fields, "sli", known: ["events", "raw", "plugin"])
      .flatMap { self.indicator($0, spelling) }
    let alerting = alerting(fields, spelling)
    guard let service, let name, let percent, let indicator else { return nil }
    var spec = ObjectiveSpec(
      format: spelling.format, service: service, name: name, percent: percent,
      labels: labels.merging(own), indicator: indicator, file: file, line: item.line)
    spec.summary = summary ?? ""
    (spec.alertName, spec.alerts) = alerting
    return spec
  }

  private mutating func indicator(_ sli: SpecFields, _ spelling: Spelling) -> Indicator? {
    let given = ["events", "raw", "plugin"].filter { sli[$0] != nil }
    guard given.count == 1, let kind = given.first else {
      let found = given.isEmpty ? "none" : given.joined(separator: " and ")
      report(sli.place, "\(sli.path): expected either events or raw, found \(found)")
      return nil
    }
    switch kind {
    case "events":
      guard let events = fields(sli, kind, known: [spelling.errorQuery, spelling.totalQuery]) else { return nil }
      let (bad, total) = (query(events, spelling.errorQuery), query(events, spelling.totalQuery))
      guard let bad, let total else { return nil }
      return Indicator(.events, .bad(bad, total: total))
    case "raw":
      guard let raw = fields(sli, kind, known: [spelling.errorRatioQuery]) else { return nil }
      return query(raw, spelling.errorRatioQuery).map { Indicator(.raw, .errorRatio($0)) }
    default:
      report(sli[kind] ?? sli.place, "\(sli.path(kind)): plugins run within Sloth alone; expected events or raw")
      return nil
    }
  }

  // MARK: Alerts

  private mutating func alerting(
    _ parent: SpecFields, _ spelling: Spelling
  ) -> (String, [BurnSeverity: ObjectiveSpec.BurnAlert]) {
    let known = ["name", "labels", "annotations", spelling.pageAlert, spelling.ticketAlert]
    guard let fields = fields(parent, "alerting", known: known) else { return ("", [:]) }
    let common = ObjectiveSpec.BurnAlert(
      labels: labels(fields, "labels"), annotations: labels(fields, "annotations"))
    let alerts: [BurnSeverity: ObjectiveSpec.BurnAlert?] = [
      .page: alert(fields, spelling.pageAlert, common), .ticket: alert(fields, spelling.ticketAlert, common),
    ]
    let enabled = alerts.compactMapValues { $0 }
    if enabled.isEmpty { return ("", [:]) }
    return (required(fields, "name") ?? "", enabled)
  }

  private mutating func alert(
    _ parent: SpecFields, _ key: String, _ common: ObjectiveSpec.BurnAlert
  ) -> ObjectiveSpec.BurnAlert? {
    guard let fields = fields(parent, key, known: ["disable", "labels", "annotations"]) else { return common }
    if flag(fields, "disable") { return nil }
    return ObjectiveSpec.BurnAlert(
      labels: common.labels.merging(labels(fields, "labels")),
      annotations: common.annotations.merging(labels(fields, "annotations")))
  }
}

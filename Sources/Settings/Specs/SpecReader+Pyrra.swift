internal import Analysis
internal import Telemetry

/// Pyrra's resource: an indicator of four kinds over plain metrics.
extension SpecReader {
  /// Labels of the resource with this prefix reach the rules.
  private static let propagated = "pyrra.dev/"

  mutating func readPyrra(_ document: Located) {
    guard let resource = resource(document, kind: "ServiceLevelObjective"),
      let metadata = required(resource, "metadata", known: nil)
    else { return }
    let name = name(metadata, "name")
    let labels = labels(metadata, "labels", areLabels: false)
    let known = [
      "target", "window", "description", "indicator", "alerting", "serviceLevelIndicator",
      "performanceOverAccuracy", "performance_over_accuracy",
    ]
    guard let spec = required(resource, "spec", known: known) else { return }
    let percent = percent(spec, "target")
    if spec["window"] == nil { report(spec.place, "spec: expected window, a duration such as 30d or 4w") }
    let period = period(spec, "window")
    let indicator = required(spec, "indicator", known: Self.kinds).flatMap { self.indicator($0) }
    let alerting = fields(spec, "alerting", known: ["name", "disabled", "burnrates", "absent"])
    guard let name, let percent, let period, let indicator, spec["window"] != nil else { return }
    add(
      name: name, percent: percent, period: period, indicator: indicator, alerting: alerting, labels: labels,
      summary: text(spec, "description"), line: document.line)
  }

  private mutating func add(
    name: String, percent: Double, period: Duration, indicator: Indicator, alerting: SpecFields?, labels: Labels,
    summary: String?, line: Int?
  ) {
    let kept = labels.pairs.filter { $0.name.hasPrefix(Self.propagated) }
      .map { Labels.Pair(String($0.name.dropFirst(Self.propagated.count)), $0.value) }
    var spec = ObjectiveSpec(
      format: .pyrra, service: indicator.service ?? name, name: name, percent: percent, period: period,
      labels: Labels(kept), indicator: indicator, windows: BurnWindow.pyrra(over: period), file: file, line: line)
    spec.summary = summary ?? ""
    let isOff = alerting.map { flag($0, "disabled") || ($0["burnrates"] != nil && !flag($0, "burnrates")) } ?? false
    spec.alertName = alerting.flatMap { text($0, "name") } ?? "ErrorBudgetBurn"
    if !isOff {
      spec.alerts = [
        .page: .init(labels: spec.labels.merging(["severity": "critical"])),
        .ticket: .init(labels: spec.labels.merging(["severity": "warning"])),
      ]
    }
    specs.append(spec)
  }

  // MARK: Indicators

  private static let kinds = ["ratio", "latency", "latencyNative", "latency_native", "bool_gauge", "boolGauge"]

  private mutating func indicator(_ fields: SpecFields) -> Indicator? {
    let given = Self.kinds.filter { fields[$0] != nil }
    guard given.count == 1, let kind = given.first else {
      let found = given.isEmpty ? "none" : given.joined(separator: " and ")
      report(fields.place, "\(fields.path): expected one of ratio, latency, latencyNative and bool_gauge, found \(found)")
      return nil
    }
    switch kind {
    case "ratio":
      return counted(fields, kind, ["errors", "total"]) { .ratio(errors: $0, total: $1, grouping: $2) }
    case "latency": return latency(fields)
    case "latencyNative", "latency_native": return nativeLatency(fields, kind)
    default:
      guard let gauge = self.fields(fields, kind, known: ["metric", "grouping"]) else { return nil }
      let grouping = grouping(gauge)
      return selector(gauge, "metric").map { .boolGauge($0, grouping: grouping) }
    }
  }

  /// Two metrics and what they are grouped by.
  private mutating func counted(
    _ parent: SpecFields, _ kind: String, _ keys: [String], _ made: (String, String, [String]) -> Indicator
  ) -> Indicator? {
    guard let fields = fields(parent, kind, known: keys + ["grouping"]) else { return nil }
    let metrics = keys.map { key in
      required(fields, key, known: ["metric"]).flatMap { selector($0, "metric") }
    }
    let grouping = grouping(fields)
    guard let first = metrics[0], let second = metrics[1] else { return nil }
    return made(first, second, grouping)
  }

  private mutating func latency(_ parent: SpecFields) -> Indicator? {
    let indicator = counted(parent, "latency", ["success", "total"]) {
      .latency(success: $0, total: $1, grouping: $2)
    }
    guard let indicator, case .good(let success, _) = indicator.form else { return nil }
    guard success.hasMatcher(on: "le") else {
      report(parent["latency"] ?? parent.place, "\(parent.path("latency")).success.metric: expected a bucket, with le=\"…\"")
      return nil
    }
    return indicator
  }

  private mutating func nativeLatency(_ parent: SpecFields, _ kind: String) -> Indicator? {
    guard let fields = fields(parent, kind, known: ["total", "latency", "grouping"]) else { return nil }
    let total = required(fields, "total", known: ["metric"]).flatMap { selector($0, "metric") }
    let limit = required(fields, "latency").flatMap { DurationText.duration($0) }
    let grouping = grouping(fields)
    guard let limit, limit > .zero else {
      report(fields["latency"] ?? fields.place, "\(fields.path("latency")): expected a duration such as 200ms")
      return nil
    }
    return total.map { .nativeLatency(total: $0, seconds: limit.inSeconds, grouping: grouping) }
  }

  private mutating func grouping(_ fields: SpecFields) -> [String] {
    guard fields["grouping"] != nil else { return [] }
    return items(fields, "grouping").compactMap { item in
      if let text = item.scalar { return text }
      report(item, "\(fields.path("grouping")): expected a label's name, found \(item.found)")
      return nil
    }
  }
}

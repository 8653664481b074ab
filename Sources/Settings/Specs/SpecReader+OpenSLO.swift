internal import Analysis
internal import Telemetry

/// OpenSLO, both versions: a document an SLO, which may hold several objectives.
extension SpecReader {
  private static let others = [
    "AlertCondition", "AlertNotificationTarget", "AlertPolicy", "DataSource", "SLI", "Service",
  ]

  /// An indicator in a document of its own serves every SLO of the file that refers to it.
  mutating func collectIndicator(_ document: Located) {
    guard let pairs = try? document.fields("the document") else { return }
    let values = Dictionary(pairs.map { ($0.name, $0.value) }) { first, _ in first }
    guard values["apiVersion"]?.scalar == "openslo/v1", values["kind"]?.scalar == "SLI",
      let fields = fields(document, "the document", known: nil),
      let name = required(fields, "metadata", known: nil).flatMap({ required($0, "name") }),
      let spec = required(fields, "spec", known: nil)
    else { return }
    indicators[name] = spec
  }

  /// The specification within a document of kind SLO; other kinds are no objectives.
  private mutating func slo(_ document: Located, known: [String]) -> (name: String, summary: String, SpecFields)? {
    guard let fields = fields(document, "the document", known: ["apiVersion", "kind", "metadata", "spec"]),
      let kind = required(fields, "kind")
    else { return nil }
    if Self.others.contains(kind) { return nil }
    guard kind == "SLO" else {
      report(fields["kind"] ?? document, "kind: expected SLO, found \"\(kind)\"")
      return nil
    }
    let name = required(fields, "metadata", known: nil).flatMap { self.name($0, "name") }
    guard let spec = required(fields, "spec", known: known), let name else { return nil }
    return (name, text(spec, "description") ?? "", spec)
  }

  private mutating func add(
    _ format: ObjectiveSpec.Format, _ slo: (name: String, summary: String, SpecFields), service: String, index: Int,
    percent: Double, period: Duration, indicator: Indicator, line: Int?
  ) {
    var spec = ObjectiveSpec(
      format: format, service: service, name: "\(slo.name)-\(index)", percent: percent, period: period,
      indicator: indicator, file: file, line: line)
    spec.summary = slo.summary
    specs.append(spec)
  }

  private mutating func checkBudgeting(_ spec: SpecFields) {
    guard let method = text(spec, "budgetingMethod"), method != "Occurrences", let place = spec["budgetingMethod"]
    else { return }
    report(place, "\(spec.path("budgetingMethod")): expected Occurrences, found \"\(method)\"")
  }

  // MARK: v1alpha

  mutating func readOpenSLOAlpha(_ document: Located) {
    let known = ["service", "description", "budgetingMethod", "objectives", "timeWindows", "indicator", "alertPolicies"]
    guard let slo = slo(document, known: known) else { return }
    let spec = slo.2
    let (service, period) = (name(spec, "service"), alphaPeriod(spec))
    checkBudgeting(spec)
    for (index, item) in items(spec, "objectives").enumerated() {
      let path = "\(spec.path("objectives"))[\(index)]"
      let known = ["ratioMetrics", "target", "displayName", "op", "value", "timeSliceTarget"]
      guard let fields = fields(item, path, known: known) else { continue }
      let percent = percent(fields, "target", most: 1)
      let indicator = required(fields, "ratioMetrics", known: ["good", "total", "incremental"])
        .flatMap { alphaIndicator($0) }
      guard let service, let period, let percent, let indicator else { continue }
      add(
        .openSLOAlpha, slo, service: service, index: index, percent: percent, period: period, indicator: indicator,
        line: item.line)
    }
  }

  private mutating func alphaIndicator(_ ratio: SpecFields) -> Indicator? {
    let queries = ["good", "total"].map { key -> QueryTemplate? in
      let known = ["source", "queryType", "query"]
      guard let fields = required(ratio, key, known: known) else { return nil }
      for (name, expected) in [("source", "prometheus"), ("queryType", "promql")] {
        guard let found = text(fields, name), found.lowercased() != expected, let place = fields[name] else { continue }
        report(place, "\(fields.path(name)): expected \(expected), found \"\(found)\"")
      }
      return query(fields, "query")
    }
    guard let good = queries[0], let total = queries[1] else { return nil }
    return Indicator(.events, .good(good, total: total))
  }

  /// `timeWindows: [{count: 30, unit: Day}]`
  private mutating func alphaPeriod(_ spec: SpecFields) -> Duration? {
    guard spec["timeWindows"] != nil else { return .days(30) }
    guard let item = items(spec, "timeWindows").first else { return nil }
    let path = spec.path("timeWindows") + "[0]"
    guard let fields = fields(item, path, known: ["count", "unit", "isRolling", "calendar"]) else { return nil }
    let days = ["Day": 1, "Week": 7]
    guard let unit = required(fields, "unit").flatMap({ days[$0] }) else {
      report(fields["unit"] ?? item, "\(path).unit: expected Day or Week")
      return nil
    }
    guard let count = required(fields, "count").flatMap({ Int($0) }), (1...366).contains(count * unit) else {
      report(fields["count"] ?? item, "\(path).count: expected a whole number, up to 366 days")
      return nil
    }
    return .days(count * unit)
  }

  // MARK: v1

  mutating func readOpenSLO(_ document: Located) {
    let known = [
      "service", "description", "budgetingMethod", "objectives", "timeWindow", "indicator", "indicatorRef",
      "alertPolicies",
    ]
    guard let slo = slo(document, known: known) else { return }
    let spec = slo.2
    let (service, period) = (name(spec, "service"), period(spec))
    checkBudgeting(spec)
    let indicator = indicator(of: spec)
    for (index, item) in items(spec, "objectives").enumerated() {
      let path = "\(spec.path("objectives"))[\(index)]"
      let known = [
        "displayName", "target", "targetPercent", "op", "value", "timeSliceTarget", "timeSliceWindow",
        "compositeWeight",
      ]
      guard let fields = fields(item, path, known: known) else { continue }
      let isPercent = fields["targetPercent"] != nil
      let percent = percent(fields, isPercent ? "targetPercent" : "target", most: isPercent ? 100 : 1)
      guard let service, let period, let percent, let indicator else { continue }
      add(
        .openSLO, slo, service: service, index: index, percent: percent, period: period, indicator: indicator,
        line: item.line)
    }
  }

  /// `timeWindow: [{duration: 30d, isRolling: true}]`
  private mutating func period(_ spec: SpecFields) -> Duration? {
    guard spec["timeWindow"] != nil else { return .days(30) }
    guard let item = items(spec, "timeWindow").first else { return nil }
    let path = spec.path("timeWindow") + "[0]"
    guard let fields = fields(item, path, known: ["duration", "isRolling", "calendar"]) else { return nil }
    if fields["calendar"] != nil || (fields["isRolling"] != nil && !flag(fields, "isRolling")) {
      report(item, "\(path): expected isRolling: true; windows by the calendar are not read")
      return nil
    }
    return period(fields, "duration")
  }

  private mutating func indicator(of spec: SpecFields) -> Indicator? {
    if spec["indicator"] != nil {
      return fields(spec, "indicator", known: ["metadata", "spec"])
        .flatMap { required($0, "spec", known: nil) }.flatMap { ratio($0) }
    }
    guard let name = text(spec, "indicatorRef"), let place = spec["indicatorRef"] else {
      report(spec.place, "\(spec.path): expected indicator or indicatorRef")
      return nil
    }
    guard let found = indicators[name] else {
      report(place, "\(spec.path("indicatorRef")): there is no SLI \"\(name)\" in this file" + NearestKey.hint(for: name, among: Array(indicators.keys)))
      return nil
    }
    return ratio(found)
  }

  private mutating func ratio(_ sli: SpecFields) -> Indicator? {
    let known = ["counter", "good", "bad", "total", "raw", "rawType"]
    guard let ratio = required(sli, "ratioMetric", known: known) else { return nil }
    if ratio["raw"] != nil {
      let isSuccess = text(ratio, "rawType") == "success"
      return metric(ratio, "raw").map {
        Indicator(.raw, .errorRatio(isSuccess ? QueryTemplate("1 - (\($0.text))") : $0))
      }
    }
    guard (ratio["good"] == nil) != (ratio["bad"] == nil) else {
      report(ratio.place, "\(ratio.path): expected either good or bad, or raw")
      return nil
    }
    let isGood = ratio["good"] != nil
    let (part, total) = (metric(ratio, isGood ? "good" : "bad"), metric(ratio, "total"))
    guard let part, let total else { return nil }
    return Indicator(.events, isGood ? .good(part, total: total) : .bad(part, total: total))
  }

  /// A query over `{{.window}}`, or a plain counter, whose rate is taken.
  private mutating func metric(_ ratio: SpecFields, _ key: String) -> QueryTemplate? {
    guard let source = required(ratio, key, known: ["metricSource"])
      .flatMap({ required($0, "metricSource", known: ["type", "metricSourceRef", "spec"]) })
    else { return nil }
    if let type = text(source, "type"), type.lowercased() != "prometheus", let place = source["type"] {
      report(place, "\(source.path("type")): expected Prometheus, found \"\(type)\"")
    }
    guard let spec = required(source, "spec", known: nil) else { return nil }
    if let text = spec["query"]?.scalar, QueryTemplate(text).isSelector {
      return QueryTemplate("sum(rate(\(text)[\(QueryTemplate.placeholder)]))")
    }
    return query(spec, "query")
  }
}

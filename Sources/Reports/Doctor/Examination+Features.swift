internal import Analysis
internal import Telemetry

/// What a server may or may not have been told to do.
extension Examination {
  /// A feature, the question that shows it, and the server's setting that turns it on.
  private struct Feature {
    var name: String
    var question: Query
    var wish: String
    var setting: String
  }

  func features(of source: Source) async -> [Check] {
    var checks: [Check] = []
    for feature in known(for: source.kind) { checks.append(await check(feature, source)) }
    if source.kind == .prometheus { checks.append(await exemplarStorage(source)) }
    if source.kind == .loki { checks.append(await metadata(source)) }
    return checks
  }

  private func known(for kind: SourceKind) -> [Feature] {
    let recent = TimeRange(last: .minutes(15), until: range.end)
    let everything = "{\(logLabel)=~\".+\"}"
    switch kind {
    case .tempo:
      return [
        Feature(
          name: "trace metrics",
          question: .traceMetricsRange(TraceQL: "{} | rate()", range: recent, step: .minutes(1)), wish: "series",
          setting: "add local-blocks to metrics_generator.processors in Tempo's overrides")
      ]
    case .loki:
      return [
        Feature(
          name: "patterns", question: .logPatterns(selector: everything, range: recent, step: .minutes(1)),
          wish: "patterns", setting: "set pattern_ingester.enabled: true in Loki's configuration"),
        Feature(
          name: "volume",
          question: .logVolume(selector: everything, range: recent, step: .minutes(1), by: [logLabel]), wish: "series",
          setting: "set limits_config.volume_enabled: true in Loki's configuration"),
      ]
    default: return []
    }
  }

  private func check(_ feature: Feature, _ source: Source) async -> Check {
    let (result, milliseconds) = await ask(source.id, feature.question)
    switch result {
    case .success(let answer):
      let detail = answer.count == 0 ? "on, nothing in the last 15 min" : "on, \(answer.count) \(feature.wish)"
      return Check(
        name: feature.name, source: source.id.name, ok: true, detail: detail, milliseconds: milliseconds)
    case .failure(let failure):
      let isOff = failure.reason != .unreachable && failure.reason != .timedOut && failure.reason != .unauthorised
      return Check(
        name: feature.name, source: source.id.name, ok: false, detail: failure.message.safe,
        fix: isOff ? feature.setting : fix(failure, source), milliseconds: milliseconds)
    }
  }

  /// Prometheus says it in its flags; others show it by having exemplars.
  private func exemplarStorage(_ source: Source) async -> Check {
    let (result, milliseconds) = await ask(source.id, .serverFlags)
    var check = Check(
      name: "exemplar storage", source: source.id.name, ok: true, detail: "on", milliseconds: milliseconds)
    guard case .success(let answer) = result, case .serverFlags(let flags) = answer.body, !flags.values.isEmpty
    else {
      check.detail = "the server does not tell its flags; see exemplar → traces"
      return check
    }
    if !flags.keepsExemplars {
      (check.ok, check.detail) = (false, "off: no metric leads to its traces by an id")
      check.fix = "start Prometheus with --enable-feature=exemplar-storage"
    }
    return check
  }

  private func metadata(_ source: Source) async -> Check {
    let question = Query.logs(LogQL: "{\(logLabel)=~\".+\"}", range: range, limit: 100, direction: .backward)
    let (result, milliseconds) = await ask(source.id, question)
    var check = Check(
      name: "structured metadata", source: source.id.name, ok: true, detail: "", milliseconds: milliseconds)
    switch result {
    case .failure(let failure): (check.ok, check.detail, check.fix) = (false, failure.message.safe, fix(failure, source))
    case .success(let answer):
      guard case .logs(let lines) = answer.body, !lines.isEmpty else {
        check.detail = "no line with the label \(logLabel) in the range"
        check.fix = "if another label names the service, set services.logLabel in the configuration"
        check.ok = false
        return check
      }
      let count = lines.count { line in line.metadata.names.contains { $0 != "detected_level" } }
      check.detail = "\(count) of the latest \(lines.count) lines have some"
      if count == 0 {
        check.ok = false
        check.fix = "set limits_config.allow_structured_metadata: true (schema v13) in Loki, and send logs over OTLP"
      }
    }
    return check
  }
}

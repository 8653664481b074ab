public import Languages
public import Telemetry

/// Where annotations come from: the PromQL to ask over the chart's range and step, and the reading
/// of its answer.
public enum AnnotationSource: String, Hashable, Sendable, CaseIterable {
  case alerts
  /// Processes that started anew, by `process_start_time_seconds`.
  case processRestarts
  /// Containers that Kubernetes restarted, by kube-state-metrics.
  case containerRestarts
  /// Argo CD's syncs that ended, by application and phase.
  case syncs

  public var kind: Annotation.Kind {
    switch self {
    case .alerts: .alert
    case .processRestarts, .containerRestarts: .restart
    case .syncs: .sync
    }
  }

  /// The question, with `$__rate_interval` still in it, which always reaches back over a step and a
  /// scrape: nothing falls between two steps.
  ///
  /// - Parameter matchers: What to narrow it to, such as a service or a namespace.
  public func query(matching matchers: [Matcher] = []) -> String {
    switch self {
    case .alerts:
      let firing = Matcher("alertstate", .equal, "firing")
      return PromSelector(name: "ALERTS", matchers: [firing] + matchers).description
    case .processRestarts:
      return "changes(\(selector("process_start_time_seconds", matchers))[$__rate_interval]) > 0"
    case .containerRestarts:
      let counter = selector("kube_pod_container_status_restarts_total", matchers)
      return "sum by (namespace, pod, container) (increase(\(counter)[$__rate_interval])) > 0"
    case .syncs:
      let counter = selector("argocd_app_sync_total", matchers)
      return "sum by (name, phase) (increase(\(counter)[$__rate_interval])) > 0"
    }
  }

  /// The labels that tell one annotation from another, the most telling first.
  public var titleLabels: [String] {
    switch self {
    case .alerts: ["alertname"]
    case .processRestarts: ["service_name", "service", "job", "instance"]
    case .containerRestarts: ["container", "pod"]
    case .syncs: ["name", "phase"]
    }
  }

  private func selector(_ name: String, _ matchers: [Matcher]) -> String {
    PromSelector(name: name, matchers: matchers).description
  }

  /// The annotations in a range answer, in order of time.
  ///
  /// Samples that follow each other step by step are one event. An alert becomes a span from the
  /// first to the last of them; for the rest, which a window of several scrapes shows at several
  /// steps, the first is the moment.
  ///
  /// - Parameters:
  ///   - step: The step of the question; always positive.
  ///   - range: The range asked; an alert that fires at its last step still lasts.
  public func read(_ series: [Series], step: Duration, range: TimeRange) -> [Annotation] {
    let found = series.flatMap { item in
      runs(of: item, step: step).map { annotation($0, item.labels, step: step, range: range) }
    }
    return found.sorted { ($0.start, $0.title, $0.labels) < ($1.start, $1.title, $1.labels) }
  }

  /// First and last time of samples without a hole between them.
  private func runs(of series: Series, step: Duration) -> [(first: Instant, last: Instant)] {
    let longest = step.wholeNanoseconds / 2 + step.wholeNanoseconds
    var runs = [(first: Instant, last: Instant)]()
    for sample in series.samples where sample.value > 0 {
      if let last = runs.last?.last, (sample.time - last).wholeNanoseconds <= longest {
        runs[runs.count - 1].last = sample.time
      } else {
        runs.append((sample.time, sample.time))
      }
    }
    return runs
  }

  private func annotation(
    _ run: (first: Instant, last: Instant), _ labels: Labels, step: Duration, range: TimeRange
  ) -> Annotation {
    let lasts = (range.end - run.last).wholeNanoseconds < step.wholeNanoseconds
    return Annotation(
      start: run.first, end: self == .alerts && !lasts ? run.last : nil, kind: kind,
      title: title(labels), labels: labels.dropping(["__name__", "alertstate"]),
      isTrouble: isTrouble(labels))
  }

  private func title(_ labels: Labels) -> String {
    let named = titleLabels.lazy.compactMap { labels[$0] }.first { !$0.isEmpty }
    switch self {
    case .alerts: return named ?? "alert"
    case .processRestarts, .containerRestarts: return "\(named ?? "process") restarted"
    case .syncs:
      let phase = labels["phase"].map { " " + $0.lowercased() } ?? ""
      return "\(labels["name"] ?? "application"): sync\(phase)"
    }
  }

  private func isTrouble(_ labels: Labels) -> Bool {
    switch self {
    case .alerts: !["info", "none"].contains(labels["severity"]?.lowercased())
    case .processRestarts: false
    case .containerRestarts: true
    case .syncs: ["failed", "error"].contains(labels["phase"]?.lowercased())
    }
  }
}

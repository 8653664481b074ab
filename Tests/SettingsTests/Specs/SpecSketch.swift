import Analysis
import Settings

/// Files of objectives as texts; the first is `/s/a.yaml`.
enum SpecSketch {
  static func read(_ texts: String...) -> SpecFiles {
    let names = ["a", "b", "c"].map { "/s/\($0).yaml" }
    let files = Dictionary(uniqueKeysWithValues: zip(names, texts))
    return SpecFiles(reading: Array(names.prefix(texts.count)), files: FileSketch(files: files).access)
  }

  static func mistakes(_ texts: String) -> [String] { read(texts).mistakes.map(\.description) }

  static let sloth = """
    version: prometheus/v1
    service: jellyfin
    labels: {team: home}
    slos:
      - name: availability
        objective: 99.5
        description: Playback starts.
        labels: {tier: "1"}
        sli:
          events:
            error_query: sum(rate(http_requests_total{job="jellyfin",code=~"5.."}[{{.window}}]))
            total_query: sum(rate(http_requests_total{job="jellyfin"}[{{ .window }}]))
        alerting:
          name: JellyfinBurns
          labels: {team: home}
          annotations: {runbook_url: "https://wiki/jellyfin"}
          page_alert: {labels: {severity: critical}}
          ticket_alert: {disable: true}
      - name: freshness
        objective: 99
        sli: {raw: {error_ratio_query: "avg_over_time(stale[{{.window}}])"}}
        alerting: {page_alert: {disable: true}, ticket_alert: {disable: true}}

    """

  static let kubernetes = """
    apiVersion: sloth.slok.dev/v1
    kind: PrometheusServiceLevel
    metadata: {name: sync, namespace: argocd}
    spec:
      service: argocd
      slos:
        - name: sync
          objective: 99
          sli:
            events:
              errorQuery: sum(rate(argocd_app_sync_total{phase=~"Error|Failed"}[{{.window}}]))
              totalQuery: sum(rate(argocd_app_sync_total[{{.window}}]))
          alerting:
            name: SyncBurns
            pageAlert: {disable: true}
            ticketAlert: {labels: {severity: warning}}

    """

  static func pyrra(_ indicator: String, window: String = "28d", more: String = "") -> String {
    """
    apiVersion: pyrra.dev/v1alpha1
    kind: ServiceLevelObjective
    metadata:
      name: front
      labels: {pyrra.dev/team: home, role: alert-rules}
    spec:
      target: '99.5'
      window: \(window)
      description: Pages come.
    \(more)
      indicator:
    \(indicator.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))

    """
  }

  static let openSLO = """
    apiVersion: openslo/v1
    kind: Service
    metadata: {name: authentik}
    ---
    apiVersion: openslo/v1
    kind: SLI
    metadata: {name: logins}
    spec:
      ratioMetric:
        counter: true
        bad:
          metricSource: {type: Prometheus, spec: {query: 'logins_total{result="error"}'}}
        total:
          metricSource: {type: Prometheus, spec: {query: 'sum(rate(logins_total[{{.window}}]))'}}
    ---
    apiVersion: openslo/v1
    kind: SLO
    metadata: {name: logins}
    spec:
      service: authentik
      indicatorRef: logins
      timeWindow: [{duration: 4w, isRolling: true}]
      budgetingMethod: Occurrences
      objectives: [{target: 0.999}, {targetPercent: 99.99}]

    """
}

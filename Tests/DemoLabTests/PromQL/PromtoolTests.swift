import DemoLab
import Languages
import Telemetry
import Testing

/// The same questions over the same samples, put to this engine and to Prometheus' own.
///
/// The moment lies between samples, so that it does not matter that Debian's version still
/// includes the left end of a range.
@Suite(.enabled(if: Promtool.path != nil, "promtool is not on PATH")) struct PromtoolTests {
  static let moment = 1207

  static let questions = [
    "requests_total", "requests_total{code=~\"5..|404\"}", "requests_total offset 3m",
    "temperature @ 100", "temperature{room=\"hall\"}", "-temperature",
    "rate(requests_total[5m])", "rate(requests_total[17m])", "increase(requests_total[10m])",
    "increase(requests_total{code=\"404\"}[20m])", "irate(requests_total[2m])",
    "rate(requests_total[5m] offset 7m)", "delta(temperature[6m])", "idelta(temperature[6m])",
    "deriv(temperature[9m])", "predict_linear(temperature[9m], 3600)",
    "resets(requests_total[20m])",
    "changes(temperature[20m])", "avg_over_time(temperature[20m])",
    "sum_over_time(temperature[20m])",
    "min_over_time(temperature[20m])", "max_over_time(temperature[20m])",
    "count_over_time(temperature[20m])", "quantile_over_time(0.9, temperature[20m])",
    "stddev_over_time(temperature[20m])", "stdvar_over_time(temperature[20m])",
    "last_over_time(temperature[20m])", "present_over_time(temperature[20m])",
    "absent_over_time(nosuch{a=\"b\"}[20m])", "absent(nosuch{a=\"b\",c=~\"d\"})",
    "absent(temperature)",
    "sum(requests_total)", "sum by (job) (requests_total)", "avg without (code) (requests_total)",
    "min by (job) (requests_total)", "max(temperature)", "count by (job, code) (requests_total)",
    "group by (room) (temperature)", "stddev(temperature)", "stdvar by (job) (requests_total)",
    "quantile(0.3, requests_total)", "quantile(2, temperature)", "topk(2, requests_total)",
    "bottomk by (job) (1, requests_total)", "count_values by (job) (\"v\", job_owner)",
    "requests_total / on (job) group_left (team) job_owner",
    "job_owner * on (job) group_right () requests_total",
    "requests_total{code=\"200\"} - ignoring (code) requests_total{code=~\"404|500\"}",
    "requests_total > 1000", "1000 < requests_total", "requests_total > bool 1000",
    "temperature == temperature", "requests_total and on (job) job_owner{team=\"red\"}",
    "requests_total unless on (job) job_owner{team=\"red\"}", "temperature or job_owner",
    "temperature % 4", "temperature ^ 2 / 3", "2 ^ 3 ^ 2 - -1",
    "sum by (room) (temperature atan2 3)", "1 / 0 - 1 / 0",
    "histogram_quantile(0.9, latency_bucket)", "histogram_quantile(0.2, rate(latency_bucket[5m]))",
    "histogram_quantile(0.99, sum by (le) (rate(latency_bucket[5m])))",
    "histogram_quantile(-1, latency_bucket)",
    "clamp(temperature, 0, 30)", "clamp_min(temperature, 10)", "clamp_max(temperature, 10)",
    "label_replace(job_owner, \"who\", \"$2-${1}\", \"team\", \"(.)(.*)\")",
    "label_join(requests_total, \"both\", \"/\", \"job\", \"code\")", "time()",
    "timestamp(temperature)",
    "timestamp(temperature + 0)", "vector(3)", "scalar(job_owner{team=\"red\"})",
    "scalar(job_owner)",
    "round(temperature / 7)", "round(temperature / 7, 0.25)", "abs(temperature)",
    "ceil(temperature / 7)",
    "floor(temperature / 7)", "exp(temperature / 7)", "ln(temperature)", "log2(temperature)",
    "log10(temperature)", "sqrt(temperature)", "sgn(temperature)", "sin(temperature)",
    "rad(temperature)",
    "minute()", "hour(vector(1e9))", "day_of_week(vector(1e9))", "day_of_month(vector(1e9))",
    "day_of_year(vector(1e9))", "days_in_month(vector(951782400))", "month(vector(1e9))",
    "year(vector(1e9))",
    "max_over_time(rate(requests_total[5m])[10m:1m])",
    "avg_over_time((temperature * 2)[7m:20s] offset 2m)",
    "sum_over_time(vector(1)[5m:30s])", "rate(sum by (job) (requests_total)[10m:15s])",
    "sum(rate(requests_total{code!~\"2..\"}[5m])) / sum(rate(requests_total[5m]))",
  ]

  private static let answers = Result {
    try Promtool.answers(to: questions, rows: TableStore.table, at: moment)
  }

  @Test(arguments: questions) func agrees(question: String) throws {
    let theirs = try #require(try Self.answers.get()[question], "promtool gave no answer")
    let engine = PromEngine(store: TableStore())
    let value = try engine.instant(PromQL.parse(question), at: Instant(seconds: Int64(Self.moment)))
    var ours: [Labels: Double] = [:]
    switch value {
    case .scalar(let sample): ours[Labels()] = sample.value
    case .vector(let series): for one in series { ours[one.labels] = one.samples.first?.value }
    case .string, .matrix: Issue.record("not comparable")
    }
    #expect(Set(ours.keys) == Set(theirs.keys))
    for (labels, value) in theirs {
      let mine = try #require(ours[labels])
      #expect(close(mine, value), "\(labels): \(mine), promtool has \(value)")
    }
  }

  private func close(_ a: Double, _ b: Double) -> Bool {
    if a.isNaN || b.isNaN { return a.isNaN && b.isNaN }
    return a == b || (a - b).magnitude <= 1e-9 * max(a.magnitude, b.magnitude)
  }
}

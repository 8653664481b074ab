import DemoLab
import Languages
import Telemetry

/// Series written as rows of values, one each 15 seconds from the epoch on; `_` is a missing sample.
struct TableStore: SampleStore {
  static let interval = 15
  var rows: [(labels: Labels, values: String)] = Self.table

  /// Counters with a reset, a late start and a gap, gauges of both signs, and one histogram.
  static let table: [(labels: Labels, values: String)] = [
    (["__name__": "requests_total", "job": "api", "code": "200"], counter(step: 7, from: 3)),
    (["__name__": "requests_total", "job": "api", "code": "500"], counter(step: 1, from: 0)),
    (
      ["__name__": "requests_total", "job": "web", "code": "200"],
      counter(step: 13, from: 1000, reset: 50)
    ),
    (
      ["__name__": "requests_total", "job": "web", "code": "404"],
      "_ _ _ _ _ _ _ _ _ _ " + counter(step: 2, from: 1)
    ),
    (["__name__": "temperature", "room": "attic"], gauge(30, 17)),
    (["__name__": "temperature", "room": "cellar"], gauge(-4, 5)),
    (
      ["__name__": "temperature", "room": "hall"],
      "20 _ _ _ 21 22 21 20 _ _ _ _ _ _ _ _ _ _ _ _ 24 24 25"
    ),
    (["__name__": "job_owner", "job": "api", "team": "red"], gauge(1, 0)),
    (["__name__": "job_owner", "job": "web", "team": "blue"], gauge(1, 0)),
    (["__name__": "latency_bucket", "job": "api", "le": "0.1"], counter(step: 2, from: 0)),
    (["__name__": "latency_bucket", "job": "api", "le": "0.5"], counter(step: 5, from: 0)),
    (["__name__": "latency_bucket", "job": "api", "le": "1"], counter(step: 6, from: 0)),
    (["__name__": "latency_bucket", "job": "api", "le": "+Inf"], counter(step: 7, from: 0)),
  ]

  private static func counter(step: Int, from start: Int, reset: Int = .max) -> String {
    (0..<120).map { String($0 < reset ? start + step * $0 : step * ($0 - reset)) }.joined(
      separator: " ")
  }

  /// A saw-tooth, so that no window is like another.
  private static func gauge(_ middle: Int, _ swing: Int) -> String {
    (0..<120).map { String(middle + (swing == 0 ? 0 : ($0 * 7) % (2 * swing) - swing)) }
      .joined(separator: " ")
  }

  func series(matching matchers: [Matcher], in range: TimeRange) -> [Series] {
    let filter = LabelFilter(matchers)
    return rows.filter { filter.accepts($0.labels) }.compactMap { row in
      let samples = Self.samples(row.values).filter {
        range.start <= $0.time && $0.time <= range.end
      }
      return samples.isEmpty ? nil : Series(labels: row.labels, samples: samples)
    }
  }

  func labelSets(matching matchers: [Matcher], in range: TimeRange) -> [Labels] {
    series(matching: matchers, in: range).map(\.labels)
  }

  func exemplars(matching matchers: [Matcher], in range: TimeRange) -> [Exemplar] {
    series(matching: matchers, in: range).filter { $0.labels.metricName == "latency_bucket" }.map {
      Exemplar(
        series: $0.labels, labels: ["trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"],
        time: range.start, value: 0.25, traceID: TraceID(high: 1, low: 2))
    }
  }

  private static func samples(_ values: String) -> [Sample] {
    values.split(separator: " ").enumerated().compactMap { index, text in
      let time = Instant(seconds: Int64(index * interval))
      if text == "stale" { return Sample(time, Double(bitPattern: 0x7FF0_0000_0000_0002)) }
      return Double(text).map { Sample(time, $0) }
    }
  }
}

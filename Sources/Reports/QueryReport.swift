public import Canvas
public import Telemetry

/// The answer to a PromQL query, as `nightjar query` prints it.
public struct QueryReport: Sendable {
  public var series: [Series]
  public var exemplars: [Exemplar]
  public var warnings: [String]
  public var query: String

  public init(query: String, series: [Series], exemplars: [Exemplar] = [], warnings: [String] = []) {
    self.query = query
    self.series = series
    self.exemplars = exemplars
    self.warnings = warnings
  }

  public var json: JSON {
    .object([
      ("series", .array(series.map(Self.json))), ("exemplars", .array(exemplars.map(Self.json))),
      ("warnings", .array(warnings.map(JSON.string))),
    ])
  }

  private static func json(_ series: Series) -> JSON {
    let points = series.samples.map { JSON.array([.time($0.time), .number($0.value)]) }
    var fields: [(String, JSON)] = [("labels", .labels(series.labels)), ("points", .array(points))]
    if !series.histograms.isEmpty { fields.append(("histograms", .array(series.histograms.map(json)))) }
    return .object(fields)
  }

  private static func json(_ point: HistogramPoint) -> JSON {
    let buckets = point.histogram.buckets.map { bucket in
      JSON.array([
        .integer(Int64(bucket.boundary.rawValue)), .number(bucket.lower), .number(bucket.upper), .number(bucket.count),
      ])
    }
    return .array([
      .time(point.time),
      .object([
        ("count", .number(point.histogram.count)), ("sum", .number(point.histogram.sum)), ("buckets", .array(buckets)),
      ]),
    ])
  }

  private static func json(_ exemplar: Exemplar) -> JSON {
    .object([
      ("labels", .labels(exemplar.series)), ("traceId", .optional(exemplar.traceID) { .string($0.description) }),
      ("value", .number(exemplar.value)), ("time", .time(exemplar.time)),
    ])
  }

  /// `time,series,value`, a line each sample.
  public var csv: String {
    var out = "time,series,value\n"
    for one in series {
      let name = Self.quoted(one.labels.description)
      for sample in one.samples {
        out += "\(RFC3339.string(sample.time)),\(name),\(Self.text(sample.value))\n"
      }
    }
    return out
  }

  /// In quotes, with everything that could steer a terminal made visible.
  static func quoted(_ text: String) -> String {
    "\"" + text.safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  static func text(_ value: Double) -> String {
    value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Inf" : "+Inf") : Numbers.trimmed(String(describing: value))
  }

  /// One line a series: last value, and over a range the least, mean and most.
  public var rows: TextTable {
    let isRange = series.contains { $0.samples.count > 1 }
    let unit = Unit(guessedFrom: query)
    var table = TextTable(isRange ? ["last", "min", "mean", "max", "series"] : ["value", "series"])
    for one in series {
      let values = one.samples.map(\.value)
      let finite = values.filter(\.isFinite)
      let last = values.last.map(unit.text) ?? "histogram ×\(one.histograms.count)"
      let name = one.labels.description
      if isRange {
        let mean = finite.isEmpty ? "–" : unit.text(finite.reduce(0, +) / Double(finite.count))
        table.add([last, finite.min().map(unit.text) ?? "–", mean, finite.max().map(unit.text) ?? "–", name])
      } else {
        table.add([last, name])
      }
    }
    return table
  }

  /// The series drawn over the range, with a legend.
  public func chart(range: TimeRange, size: Size, glyphs: GlyphSet) -> [String] {
    let (from, to) = (range.start.approximateSeconds, range.end.approximateSeconds)
    let lines = series.prefix(20).enumerated().map { index, one in
      LineChart.Line(one.samples.map { ChartPoint($0.time.approximateSeconds, $0.value) }, .series(index))
    }
    var chart = LineChart(Array(lines), domain: from...max(from + 1, to), unit: Unit(guessedFrom: query))
    chart.glyphs = glyphs
    chart.markers = exemplars.map { .init(ChartPoint($0.time.approximateSeconds, $0.value)) }
    var surface = Surface(size)
    chart.draw(in: Rect(size), on: &surface)
    return surface.lines + rows.lines(width: size.width)
  }
}

internal import Telemetry

extension QueryReport {
  /// The contract's shape, on one line, sample by sample.
  public func writeJSON(to out: inout BlockWriter) {
    out.write("{\"series\":[")
    for (index, one) in series.enumerated() {
      if index > 0 { out.write(ascii: ",") }
      Self.write(one, to: &out)
    }
    out.write("],\"exemplars\":")
    JSON.array(exemplars.map(Self.json)).write(to: &out)
    out.write(",\"warnings\":")
    JSON.array(warnings.map(JSON.string)).write(to: &out)
    if !texts.isEmpty {
      out.write(",\"texts\":")
      JSON.array(texts.map(JSON.string)).write(to: &out)
    }
    out.write(ascii: "}")
  }

  private static func write(_ series: Series, to out: inout BlockWriter) {
    out.write("{\"labels\":")
    JSON.labels(series.labels).write(to: &out)
    out.write(",\"points\":[")
    for (index, sample) in series.samples.enumerated() {
      out.write(index > 0 ? ",[\"" : "[\"")
      out.write(sample.time)
      out.write("\",")
      JSON.write(sample.value, to: &out)
      out.write(ascii: "]")
    }
    out.write(ascii: "]")
    if !series.histograms.isEmpty {
      out.write(",\"histograms\":")
      JSON.array(series.histograms.map(json)).write(to: &out)
    }
    out.write(ascii: "}")
  }

  private static func json(_ point: HistogramPoint) -> JSON {
    let buckets = point.histogram.buckets.map { bucket in
      JSON.array([
        .integer(Int64(bucket.boundary.rawValue)), .number(bucket.lower), .number(bucket.upper),
        .number(bucket.count),
      ])
    }
    return .array([
      .time(point.time),
      .object([
        ("count", .number(point.histogram.count)), ("sum", .number(point.histogram.sum)),
        ("buckets", .array(buckets)),
      ]),
    ])
  }

  private static func json(_ exemplar: Exemplar) -> JSON {
    .object([
      ("labels", .labels(exemplar.series)),
      ("traceId", .optional(exemplar.traceID) { .string($0.description) }),
      ("value", .number(exemplar.value)), ("time", .time(exemplar.time)),
    ])
  }
}

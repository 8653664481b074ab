internal import Telemetry

/// Reads the series of TraceQL metrics. Protobuf leaves zeros out: a missing value is 0.
struct TraceMetricsReader {
  /// The moment of an instant query, whose answer has no times; `nil` for a range query.
  var instant: Instant?

  func answer(_ root: JSONValue) throws -> Answer {
    var series: [Series] = []
    var exemplars: [Exemplar] = []
    for entry in root["series"]?.elements.map({ $0 }) ?? [] {
      let labels = AttributeReader.labels(entry["labels"])
      series.append(Series(labels: labels, samples: try samples(entry, of: labels)))
      exemplars += try entry["exemplars"]?.elements.map { try exemplar($0, on: labels) } ?? []
    }
    return Answer(.series(series), exemplars: exemplars)
  }

  private func samples(_ entry: JSONValue, of labels: Labels) throws -> [Sample] {
    guard let list = entry["samples"] else {
      return try instant.map { [Sample($0, try value(entry, or: 0, of: labels))] } ?? []
    }
    var samples = try list.elements.map { sample in
      Sample(try time(sample, of: labels), try value(sample, or: 0, of: labels))
    }
    samples.sortByTimeIfNeeded(\.time)
    return samples
  }

  /// An exemplar without a value (of a quotient) has NaN: its place is on the series' curve.
  private func exemplar(_ entry: JSONValue, on series: Labels) throws -> Exemplar {
    let labels = AttributeReader.labels(entry["labels"])
    return Exemplar(
      series: series, labels: labels, time: try time(entry, of: series),
      value: try value(entry, or: .nan, of: series), traceID: TraceIDNames.traceID(in: labels),
      spanID: TraceIDNames.spanID(in: labels))
  }

  private func time(_ entry: JSONValue, of labels: Labels) throws -> Instant {
    guard let written = entry["timestampMs"] else { return .epoch }
    guard let time = written.millisecondsInstant else {
      throw QueryFailure.shape("a sample of \(labels)", expected: "timestampMs in whole milliseconds")
    }
    return time
  }

  private func value(_ entry: JSONValue, or missing: Double, of labels: Labels) throws -> Double {
    guard let written = entry["value"] else { return missing }
    guard let value = written.double else {
      throw QueryFailure.shape("a sample of \(labels)", expected: "a number as its value")
    }
    return value
  }
}

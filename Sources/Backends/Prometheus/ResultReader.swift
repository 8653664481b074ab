internal import Telemetry

/// Reads `{"resultType": …, "result": …}`, the shape Prometheus and Loki share for numbers.
struct ResultReader {
  /// Loki stamps scalars in milliseconds, everything else is in seconds.
  enum ScalarTime { case seconds, milliseconds }

  var scalarTime: ScalarTime
  /// What was taken out of the answer before it was parsed.
  var lift: SampleLift

  mutating func body(_ data: JSONValue) throws -> Answer.Body {
    guard let type = data["resultType"]?.string, let result = data["result"] else {
      throw QueryFailure.shape("the data", expected: "resultType and result")
    }
    switch type {
    case "matrix", "vector":
      var found = [Series]()
      found.reserveCapacity(result.count)
      for entry in result.elements { found.append(try series(entry)) }
      return .series(found)
    case "scalar":
      let (time, value) = try pair(result, in: "the scalar")
      let stamp = scalarTime == .seconds ? time.secondsInstant : time.millisecondsInstant
      guard let stamp, let number = value.double else { throw Self.badSample("the scalar") }
      return .series([Series(labels: [:], samples: [Sample(stamp, number)])])
    case "string":
      guard let text = try pair(result, in: "the string").value.string else {
        throw Self.badSample("the string")
      }
      return .text(text)
    default:
      throw QueryFailure.shape("the result", expected: "matrix, vector, scalar or string, not \(type)")
    }
  }

  /// One entry of a matrix or vector: floats, native histograms, or both.
  private mutating func series(_ entry: JSONValue) throws -> Series {
    let labels = entry["metric"]?.labels ?? [:]
    guard entry.isObject else { throw QueryFailure.shape("a series", expected: "an object") }
    var series = Series(labels: labels, samples: [])
    if let values = entry["values"], !values.isArray {
      guard let lifted = lift.take(values) else { throw Self.badSample("the values of \(labels)") }
      series.samples = lifted
    } else if let values = entry["values"] {
      series.samples.reserveCapacity(values.count)
      for value in values.elements { series.samples.append(try sample(value, of: labels)) }
    } else if let value = entry["value"] {
      series.samples = [try sample(value, of: labels)]
    }
    if let histograms = entry["histograms"] {
      series.histograms = try histograms.elements.map { try histogram($0, of: labels) }
    } else if let value = entry["histogram"] {
      series.histograms = [try histogram(value, of: labels)]
    }
    series.samples.sortByTimeIfNeeded(\.time)
    series.histograms.sortByTimeIfNeeded(\.time)
    return series
  }

  private func sample(_ value: JSONValue, of labels: Labels) throws -> Sample {
    var row = value.elements
    guard let time = row.next()?.secondsInstant, let number = row.next()?.double else {
      throw Self.badSample("a sample of \(labels)")
    }
    return Sample(time, number)
  }

  private func histogram(_ value: JSONValue, of labels: Labels) throws -> HistogramPoint {
    let (time, body) = try pair(value, in: "a histogram of \(labels)")
    guard let stamp = time.secondsInstant, let count = body["count"]?.double,
      let sum = body["sum"]?.double
    else {
      throw QueryFailure.shape("a histogram of \(labels)", expected: "a time, count and sum")
    }
    let buckets = try body["buckets"]?.elements.map { try bucket($0, of: labels) } ?? []
    return HistogramPoint(stamp, NativeHistogram(count: count, sum: sum, buckets: buckets))
  }

  private func bucket(_ value: JSONValue, of labels: Labels) throws -> NativeHistogram.Bucket {
    var row = value.elements
    guard let rule = row.next()?.int, let boundary = NativeHistogram.Boundary(rawValue: rule),
      let lower = row.next()?.double, let upper = row.next()?.double, let count = row.next()?.double
    else {
      throw QueryFailure.shape(
        "a histogram bucket of \(labels)", expected: "[boundary rule 0 to 3, low, high, count]")
    }
    return NativeHistogram.Bucket(boundary: boundary, lower: lower, upper: upper, count: count)
  }

  private func pair(
    _ value: JSONValue, in what: String
  ) throws -> (time: JSONValue, value: JSONValue) {
    var row = value.elements
    guard let time = row.next(), let second = row.next() else { throw Self.badSample(what) }
    return (time, second)
  }

  private static func badSample(_ what: String) -> QueryFailure {
    QueryFailure.shape(what, expected: "[time, \"value\"]")
  }
}

extension Array {
  /// Puts points in order of time. Servers promise that already, so the usual cost is one look.
  mutating func sortByTimeIfNeeded(_ time: (Element) -> Instant) {
    let ascending = zip(self, dropFirst()).allSatisfy { time($0) <= time($1) }
    if !ascending { sort { time($0) < time($1) } }
  }
}

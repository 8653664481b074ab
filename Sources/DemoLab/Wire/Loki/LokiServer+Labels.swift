internal import Backends
internal import Languages
internal import Telemetry

extension LokiServer {
  func labelNames(_ request: LokiRequest) throws(LogFailure) -> HTTPResponse {
    list(Set(try streams(request).flatMap(\.names)).sorted())
  }

  func labelValues(of name: String, _ request: LokiRequest) throws(LogFailure) -> HTTPResponse {
    list(Set(try streams(request).compactMap { $0[name] }).sorted())
  }

  private func streams(_ request: LokiRequest) throws(LogFailure) -> [Labels] {
    let matchers =
      try request.text("query").map { (text) throws(LogFailure) in try request.selector(text) } ?? []
    return store.streams(matching: matchers, in: try request.range())
  }

  /// Nothing found leaves the `data` key out.
  private func list(_ names: [String]) -> HTTPResponse {
    .lokiJSON { json in
      json.object { json in
        json.field("status", "success")
        if !names.isEmpty { json.field("data") { json in json.array(of: names) { $0.string($1) } } }
      }
    }
  }

  func series(_ request: LokiRequest) throws(LogFailure) -> HTTPResponse {
    let range = try request.range()
    var found: Set<Labels> = []
    let selectors = request.all("match[]") + request.all("match")
    for text in selectors { found.formUnion(store.streams(matching: try request.selector(text), in: range)) }
    if selectors.isEmpty { found.formUnion(store.streams(matching: [], in: range)) }
    return .lokiJSON { json in
      json.object { json in
        json.field("status", "success")
        json.field("data") { json in json.array(of: found.sorted()) { $1.write(to: &$0) } }
      }
    }
  }

  func indexStats(_ request: LokiRequest) throws(LogFailure) -> HTTPResponse {
    let lines = store.lines(
      matching: try request.selector(request.text("query") ?? ""), in: try request.range())
    let streams = Set(lines.map(\.labels)).count
    return .lokiJSON { json in
      json.object { json in
        json.field("streams", streams)
        json.field("chunks", streams)
        json.field("bytes", lines.reduce(0) { $0 + $1.line.utf8.count })
        json.field("entries", lines.count)
      }
    }
  }

  func volume(_ request: LokiRequest) throws(LogFailure) -> HTTPResponse {
    let range = try request.range()
    let limit = try request.limit()
    var bytes: [Labels: Double] = [:]
    for line in try volumeLines(request, range) { bytes[line.labels, default: 0] += Double(line.bytes) }
    let largest = bytes.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }.prefix(limit)
    return vector(largest.map { ($0.key, $0.value) }, at: range.end)
  }

  /// Buckets are stamped a millisecond before their end.
  func volumeRange(_ request: LokiRequest) throws(LogFailure) -> HTTPResponse {
    let range = try request.range()
    let limit = try request.limit()
    let steps = try LogSteps(aligning: range, step: try request.step(over: range))
    var series: [Labels: LogSeries] = [:]
    for line in try volumeLines(request, range) {
      let at = Int((line.time - steps.start).wholeNanoseconds / max(1, steps.step.wholeNanoseconds))
      guard (0..<steps.count).contains(at) else { continue }
      let empty = LogSeries(labels: line.labels, values: Array(repeating: nil, count: steps.count))
      let before = series[line.labels]?.values[at] ?? 0
      series[line.labels, default: empty].values[at] = before + Double(line.bytes)
    }
    func total(_ one: LogSeries) -> Double { one.values.reduce(0) { $0 + ($1 ?? 0) } }
    let largest = series.values.sorted {
      total($0) == total($1) ? $0.labels < $1.labels : total($0) > total($1)
    }
    return matrix(Array(largest.prefix(limit))) { steps.instant($0 + 1) - .milliseconds(1) }
  }

  /// Lines as volumes see them: labels reduced to those of the selector or of `targetLabels`.
  private func volumeLines(
    _ request: LokiRequest, _ range: TimeRange
  ) throws(LogFailure) -> [(labels: Labels, time: Instant, bytes: Int)] {
    let matchers = try request.selector(request.text("query") ?? "")
    let target = request.text("targetLabels").map { $0.split(separator: ",").map(String.init) }
    let names = target ?? matchers.map(\.name)
    let byLabel = request.text("aggregateBy") == "labels"
    return store.lines(matching: matchers, in: range).flatMap { line in
      let bytes = line.line.utf8.count
      let kept = target == nil && byLabel ? line.labels : line.labels.keeping(names)
      guard byLabel else { return [(kept, line.time, bytes)] }
      return kept.names.map { (Labels([$0: ""]), line.time, bytes) }
    }
  }

  func formatQuery(_ request: LokiRequest) -> HTTPResponse {
    do throws(LogFailure) {
      let text = try request.expression().description
      return .lokiJSON { json in
        json.object { json in
          json.field("status", "success")
          json.field("data", text)
        }
      }
    } catch {
      return .lokiJSON(status: 400) { json in
        json.object { json in
          json.field("status", "invalid-query")
          json.field("error", error.message)
        }
      }
    }
  }

  func buildInfo() -> HTTPResponse {
    .lokiJSON { json in
      json.object { json in
        json.field("version", "3.6.0")
        for name in ["revision", "branch", "buildUser", "buildDate"] { json.field(name, "") }
        json.field("goVersion", "go1.26.6")
      }
    }
  }
}

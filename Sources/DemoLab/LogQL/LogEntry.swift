internal import Languages
internal import Telemetry

/// A line on its way through a pipeline, its labels kept apart by origin.
struct LogEntry {
  let time: Instant
  var line: String
  var stream: Labels
  var metadata: Labels
  var parsed: Labels = [:]

  init(_ line: LogLine) {
    time = line.time
    self.line = line.line
    stream = line.labels
    metadata = line.metadata
  }

  /// As templates and filters see labels: parsed first.
  func value(_ name: String) -> String? { parsed[name] ?? metadata[name] ?? stream[name] }

  /// Stores what a parser found; a name the stream or the metadata has gets `_extracted`.
  mutating func extract(_ name: String, _ value: String) {
    guard !name.isEmpty else { return }
    let clashes = stream[name] != nil || metadata[name] != nil
    parsed[clashes ? name + "_extracted" : name] = value
  }

  /// Overwrites a label wherever it came from, or removes it.
  mutating func assign(_ name: String, _ value: String?) {
    stream[name] = nil
    metadata[name] = nil
    parsed[name] = value
  }

  mutating func fail(_ error: String, _ details: String) {
    parsed["__error__"] = error
    parsed["__error_details__"] = details
  }

  var allLabels: Labels { stream.merging(metadata).merging(parsed) }
}

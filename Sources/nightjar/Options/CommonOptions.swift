import ArgumentParser
import Canvas
import Reports
import Telemetry

/// The form of a result.
enum OutputForm: String, ExpressibleByArgument, CaseIterable, Sendable {
  case text, table, json, jsonl, csv, chart
}

enum ColorChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
  case auto, always, never
}

/// What every verb understands.
struct CommonOptions: ParsableArguments, Sendable {
  @Option(help: "The range up to now: 15m, 1h, 7d (default: 1h).")
  var since: String?
  @Option(help: "Start of the range: RFC 3339, unix seconds, now-2h.")
  var from: String?
  @Option(help: "End of the range (default: now).")
  var to: String?
  @Option(help: "Distance between points: 15s (default: as Grafana chooses it).")
  var step: String?
  @Option(name: .shortAndLong, help: "text, table, json, jsonl, csv or chart.")
  var output: OutputForm = .text
  @Option(help: "Colours of the console: auto, always or never. NO_COLOR is honoured.")
  var color: ColorChoice = .auto
  @Option(help: "How long one request may take: 10s (default: 30s).")
  var timeout: String?
  @Flag(help: "Never write to a server.")
  var readonly = false
  @Flag(help: "Tell requests and their timings on standard error, secrets masked.")
  var verbose = false
  @Option(help: "Columns for drawings off a terminal (default: 100).")
  var width: Int?
  @Option(help: "Take this time for now, so that output can be repeated.")
  var at: String?

  /// - Throws: `UsageFailure`.
  func now() throws(UsageFailure) -> Instant {
    let clock = SystemClock.now()
    guard let at else { return clock }
    return try TimeChoice.instant(at, "--at", now: clock)
  }

  func range(now: Instant) throws(UsageFailure) -> TimeRange {
    try TimeChoice.range(since: since, from: from, to: to, now: now)
  }

  func stepDuration() throws(UsageFailure) -> Duration? {
    try step.map { (text) throws(UsageFailure) in try TimeChoice.duration(text, "--step") }
  }

  func timeoutDuration() throws(UsageFailure) -> Duration? {
    try timeout.map { (text) throws(UsageFailure) in try TimeChoice.duration(text, "--timeout") }
  }

  /// Columns for drawings and the last column of tables; `nil` cuts nothing.
  var tableWidth: Int? { width.map { min(max($0, 20), 2000) } ?? Output.terminalWidth }
  var drawingWidth: Int { tableWidth ?? 100 }
}

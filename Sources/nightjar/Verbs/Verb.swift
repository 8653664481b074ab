import ArgumentParser
import Canvas
import Reports
import Telemetry

/// A verb that asks, prints and ends.
protocol Verb: ParsableCommand, Sendable {
  associatedtype Place: WorldChoice
  var place: Place { get }
  var common: CommonOptions { get }
  /// Whether time goes on while it works; else everything is asked as of one moment.
  var isLive: Bool { get }
  /// - Returns: The exit status.
  func run(in session: Session) async throws -> Int32
}

extension Verb {
  var isLive: Bool { false }

  func run() throws {
    let session = try Session(place, common, isLive: isLive)
    try Blocking.run { try await run(in: session) }
  }
}

/// What one run of a verb works with.
struct Session: Sendable {
  var world: World
  var now: Instant
  var range: TimeRange
  /// As given; `nil`: by the rules.
  var step: Duration?
  var common: CommonOptions

  /// - Throws: `UsageFailure`, `SettingsFailure`.
  init(_ place: some WorldChoice, _ common: CommonOptions, isLive: Bool = false) throws {
    now = try common.now()
    world = try place.world(common, now: now, isLive: isLive)
    range = try common.range(now: now)
    step = try common.stepDuration()
    self.common = common
  }

  var federation: Federation { Federation(world: world) }
  var isJSON: Bool { common.output == .json || common.output == .jsonl }

  func print(_ lines: [String]) {
    Output.blocks { out in for line in lines { out.write(line + "\n") } }
  }

  /// The forms that a query has with every verb that asks one.
  func print(_ report: QueryReport, drawn: Bool) {
    switch common.output {
    case .json, .jsonl:
      Output.blocks {
        report.writeJSON(to: &$0)
        $0.write("\n")
      }
    case .csv: Output.blocks { report.writeCSV(to: &$0) }
    case _ where drawn && !report.series.isEmpty:
      print(report.chart(range: range, size: Size(common.drawingWidth, 20), glyphs: .unicode))
    default:
      print(report.texts.map(\.safe))
      print(report.rows.lines(width: common.tableWidth))
    }
    if report.isEmpty { Output.note("no series") }
  }

  /// A table, or a note on standard error when there is nothing.
  func print(_ table: TextTable, empty: String) {
    if table.isEmpty { Output.note(empty) }
    print(table.lines(width: common.tableWidth))
  }

  /// - Throws: `UsageFailure` when the verb has no such form.
  func require(_ forms: OutputForm...) throws { try Self.require(common.output, of: forms) }

  static func require(_ form: OutputForm, _ forms: OutputForm...) throws { try require(form, of: forms) }

  private static func require(_ form: OutputForm, of forms: [OutputForm]) throws {
    guard !forms.contains(form) else { return }
    let known = forms.map(\.rawValue).joined(separator: ", ")
    throw UsageFailure("-o \(form.rawValue): this verb prints \(known)")
  }
}

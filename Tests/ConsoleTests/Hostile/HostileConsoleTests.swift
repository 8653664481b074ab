import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// Whatever servers answer, no cell of any screen holds what could steer a terminal.
@Suite struct HostileConsoleTests {
  private static let sizes = [(80, 24), (200, 60)]

  private func expectHarmless(_ stage: Stage, _ what: String, sourceLocation: SourceLocation = #_sourceLocation) {
    for cell in stage.state.view().cells where cell.glyph != Cell.continuation {
      guard let scalar = HostileText.steering(in: cell.glyph) else { continue }
      Issue.record("\(what): a cell holds U+\(String(scalar.value, radix: 16))", sourceLocation: sourceLocation)
      return
    }
  }

  /// Opens a pane and everything a key can open over it.
  private func walk(_ stage: Stage, _ what: String, _ keys: [Key]) {
    expectHarmless(stage, what)
    for key in keys {
      stage.press(key)
      expectHarmless(stage, "\(what) after \(key.label)")
    }
  }

  private func attributes(_ text: String) -> [Attribute] {
    [
      Attribute("service.name", .string(text)), Attribute(text, .string(text)),
      Attribute("list", .array([.string(text), .map([Attribute(text, .bytes([27]))])])),
    ]
  }

  private func trace(_ text: String) -> Trace {
    var root = SampleTraces.span(1, text, at: 0, for: 100)
    root.attributes = attributes(text)
    root.status = .error
    root.statusMessage = text
    root.events = [SpanEvent(time: root.start, name: "exception", attributes: [
      Attribute("exception.type", .string(text)), Attribute("exception.message", .string(text)),
    ])]
    root.links = [SpanLink(traceID: SampleTraces.other, spanID: nil, attributes: attributes(text))]
    return Trace(
      id: SampleTraces.id, spans: [root, SampleTraces.span(2, under: 1, text, at: 10, for: 1)],
      resources: [Resource(attributes: attributes(text))],
      scopes: [InstrumentationScope(name: text, version: text)], partial: true, message: text)
  }

  private func lines(_ text: String) -> [LogLine] {
    (0..<40).map { number in
      LogLine(
        time: Walker.moment - .seconds(Int64(number)), line: text,
        labels: Labels(["service_name": text, "odd": text]), metadata: Labels([text: text, "trace_id": text]))
    }
  }

  private func script(_ text: String) -> Stage.Script {
    let trace = trace(text), lines = lines(text)
    let series = Series(
      labels: Labels(["__name__": text, text: text, "detected_level": text]),
      samples: (0..<30).map { Sample(Walker.moment - .minutes(30 - $0), Double($0)) })
    let summary = TraceSummary(
      id: SampleTraces.id, rootService: text, rootName: text, start: Walker.moment - .minutes(3),
      durationNanoseconds: 5_000_000, spanCount: 2, errorCount: 1, services: [text], matched: [],
      matchedCount: 1)
    return { _, query in
      switch query {
      case .logs: .success(Answer(.logs(lines), warnings: [text]))
      case .trace: .success(Answer(.trace(trace)))
      case .traceSearch: .success(Answer(.traces([summary]), partial: true))
      case .metricLabelNames, .metricLabelValues, .logLabelNames, .logLabelValues: .success(Answer(.names([text])))
      case .metricMetadata:
        .success(Answer(.metadata([MetricMetadata(name: text, type: text, help: text, unit: text)])))
      case .limited(.metricSeries, _): .success(Answer(.labelSets([Labels([text: text, "job": text])]), partial: true))
      case .targetMetadata: .success(Answer(.targetMetadata([Self.exposer(text)])))
      case .scrapeTargets: .success(Answer(.scrapeTargets([Self.target(text)])))
      case .rules: .success(Answer(.rules([Self.rule(text)])))
      case .tsdbStatus: .success(Answer(.tsdbStatus(Self.storage(text))))
      default: .success(Answer(.series([series]), warnings: [text]))
      }
    }
  }

  private static func exposer(_ text: String) -> TargetMetadata {
    TargetMetadata(
      target: Labels(["job": text, "instance": text]),
      metric: MetricMetadata(name: text, type: text, help: text, unit: text))
  }

  private static func target(_ text: String) -> ScrapeTarget {
    ScrapeTarget(
      labels: Labels(["job": text, "instance": text]), pool: text, url: text, health: "down", lastError: text,
      lastScrape: nil, lastScrapeSeconds: .nan)
  }

  private static func rule(_ text: String) -> Rule {
    Rule(
      kind: .recording, name: text, group: text, file: text, query: text, labels: [:], annotations: [:], state: nil,
      holdSeconds: .infinity, health: text, lastError: text, alerts: [], evaluationSeconds: -.infinity)
  }

  private static func storage(_ text: String) -> TSDBStatus {
    let counts = [TSDBStatus.Count(text, .max), TSDBStatus.Count("a=" + text, .min)]
    return TSDBStatus(
      series: .max, labelPairs: .min, chunks: -1, seriesByMetric: counts, valuesByLabel: counts, bytesByLabel: counts,
      seriesByPair: counts)
  }

  private static let over: [Key] = [
    .character("g"), .escape, .character("Y"), .escape, .character("?"), .escape, .character(":"), .escape,
  ]

  @Test(arguments: sizes, [GlyphSet.unicode, .ascii])
  func everyPaneIsHarmless(size: (Int, Int), glyphs: GlyphSet) {
    let text = HostileText.all
    let panes: [(String, any Pane, [Key])] = [
      ("traces", TracesPane(query: "{ }"), [.character("s"), .character("+"), .enter]),
      (
        "waterfall", WaterfallPane(id: SampleTraces.id, source: "tempo"),
        [.tab, .pageDown, .tab, .character("s"), .character("s"), .character("y"), .character("x")]
      ),
      (
        "logs", LogsPane(query: "{a=\"b\"}"),
        [.character("w"), .up, .character("w"), .tab, .down, .down, .character("+"), .character("y"), .character("c")]
      ),
      ("metrics", MetricsPane.exploring(focus: text), [.tab, .down, .character("+"), .enter]),
      ("overview", OverviewPane(), [.down, .tab, .down, .enter]),
      (
        "browser", BrowserPane(),
        [.tab, .tab, .right, .down, .character("+"), .backTab, .backTab, .character("/"), .character("r"), .enter, .enter]
      ),
      ("server", ServerPane(), [.down, .tab, .down, .tab, .down, .character("s"), .tab, .enter]),
    ]
    for (name, pane, keys) in panes {
      let stage = Stage(size.0, size.1, pane: pane, glyphs: glyphs, script: script(text))
      walk(stage, name, keys + Self.over)
    }
  }

  /// One sample at a time: what is cut away in a row of many must not hide behind the others.
  @Test(arguments: HostileText.samples) func everySampleIsHarmless(text: String) {
    walk(Stage(120, 36, pane: TracesPane(query: "{ }"), script: script(text)), "traces", [.enter, .tab, .character("s")])
    walk(Stage(120, 36, pane: LogsPane(query: "{a=\"b\"}"), script: script(text)), "logs", [.character("w"), .tab])
  }

  @Test func errorsAndSourceNamesAreHarmless() {
    for text in HostileText.samples + [HostileText.all] {
      let failure = QueryFailure(.refused, text, position: TextPosition(line: 1, column: 5))
      for pane in [TracesPane(query: text), LogsPane(query: text), MetricsPane(query: text), OverviewPane(), BrowserPane(), ServerPane()] as [any Pane] {
        let stage = Stage(100, 30, pane: pane, prometheus: SourceID(text)) { _, _ in .failure(failure) }
        walk(stage, "error", [.character("t")] + Self.over)
      }
    }
  }

  @Test func aLineOfAMegabyteIsShownLikeAnyOther() {
    let stage = Stage(120, 36, pane: LogsPane(query: "{a=\"b\"}"), script: { [line = HostileText.megabyte] _, query in
      guard case .logs = query else { return .success(Answer(.series([]))) }
      return .success(Answer(.logs([LogLine(time: Walker.moment - .seconds(1), line: line, labels: ["service_name": "x"])])))
    })
    walk(stage, "long line", [.character("w"), .character("w")])
    #expect(stage.text.contains("␛[31mred"))
  }

  @Test func typedAndPastedTextIsHarmless() {
    let stage = Stage(120, 36, pane: TracesPane(query: "{ }"), script: script("x"))
    for sample in HostileText.samples { stage.paste(sample) }
    expectHarmless(stage, "pasted")
  }
}

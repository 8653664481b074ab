import Analysis
import Telemetry
import Testing

@Suite struct JumpWideningTests {
  private let start = Instant(seconds: 1_700_000_000)

  private func logs(from id: String, shift: Duration? = nil) throws -> [Jump] {
    let span = Anchor(
      signal: .traces, source: "tempo", labels: ["service.name": "nas"],
      range: TimeRange(start: start, end: start + .seconds(1)), traceID: try #require(TraceID(hex: id)),
      services: ["nas", "proxy"])
    let rule = Correlation.SpanDestination(startShift: shift.map { .zero - $0 }, endShift: shift)
    let sources = [
      Source(id: "tempo", kind: .tempo, correlation: Correlation(toLogs: rule)), Source(id: "loki", kind: .loki),
    ]
    return Correlator(sources: sources, renames: [:]).jumps(from: span)
      .compactMap { try? $0.get() }.filter { $0.to == .logs }
  }

  private func reaches(_ jump: Jump?) -> [Duration] {
    var found: [Duration] = []
    var next = jump?.widened()
    while let wider = next {
      found.append(wider.reach ?? .zero)
      next = wider.widened()
    }
    return found
  }

  @Test func widensTheWidestStreamsStepByStep() throws {
    let found = try logs(from: "4bf92f3577b34da6a3ce929d0e0e4736")
    let own = found.filter { $0.reason.hasSuffix(", nas") }
    #expect(own.count == 2 && own.allSatisfy { $0.widened() == nil })
    let all = found.first { $0.reason.hasSuffix("all services of the trace") }
    #expect(reaches(all) == [.seconds(30), .minutes(5), .hours(1)])
    let wider = all?.widened()
    #expect(wider?.query.range == TimeRange(start: start - .seconds(30), end: start + .seconds(31)))
    #expect(wider?.fullReason == "trace_id in structured metadata, all services of the trace, within ±30 s")
    #expect(wider?.query.text == all?.query.text)
  }

  private func widest() throws -> Jump {
    let all = try logs(from: "4bf92f3577b34da6a3ce929d0e0e4736").filter { $0.strength == .identity }
    return try #require(all.last?.widest())
  }

  private func line(_ offset: Duration) -> LogLine { LogLine(time: start + offset, line: "x", labels: [:]) }

  @Test func theWidestIsAskedBesideAndWidensNoFurther() throws {
    let widest = try widest()
    #expect(widest.isWidest && widest.widened() == nil && widest.widest() == nil)
    #expect(widest.query.range == TimeRange(start: start - .hours(1), end: start + .seconds(1) + .hours(1)))
  }

  @Test(arguments: [
    ([Duration.seconds(-20), .minutes(4), .minutes(50)], Duration.seconds(30), 1),
    ([.minutes(4), .minutes(-3), .minutes(50)], .minutes(5), 2), ([.minutes(50)], .hours(1), 1),
  ])
  func theAnswerOfTheWidestComesToTheNarrowestThatHoldsAnything(
    offsets: [Duration], reach: Duration, count: Int
  ) throws {
    let widest = try widest()
    let (jump, answer) = try #require(widest.narrowed(to: Answer(.logs(offsets.map(line)))))
    #expect(jump.reach == reach && !jump.isWidest && jump.asksLike(widest))
    #expect(jump.query.range == jump.widening?.core.padded(by: reach))
    guard case .logs(let kept) = answer.body else {
      Issue.record("no lines")
      return
    }
    #expect(kept.count == count && kept.allSatisfy { jump.query.range?.contains($0.time) == true })
  }

  @Test func anAnswerThatWasCutDecidesNothing() throws {
    let widest = try widest()
    guard case .logs(_, _, let limit, _) = widest.query else {
      Issue.record("no logs")
      return
    }
    #expect(widest.narrowed(to: Answer(.logs((0..<limit).map { _ in line(.minutes(4)) }))) == nil)
    #expect(widest.narrowed(to: Answer(.logs([]))) == nil)
  }

  @Test func leavesOutWhatAConfiguredShiftCovers() throws {
    let all = try logs(from: "4bf92f3577b34da6a3ce929d0e0e4736", shift: .minutes(10))
    #expect(reaches(all.last { $0.strength == .identity }) == [.hours(1)])
  }

  /// Some write ids without their leading zeros; both forms are asked for in one question.
  @Test func looksForIDsWithoutTheirZeros() throws {
    let found = try logs(from: "00000000000000000a1b2c3d4e5f6071").map { $0.query.text ?? "" }
    #expect(found[0] == #"{service_name="nas"} | trace_id=~"0*a1b2c3d4e5f6071""#)
    #expect(found[1] == #"{service_name="nas"} |= "a1b2c3d4e5f6071""#)
  }

  @Test func tellsAClockThatIsOff() throws {
    let found = try logs(from: "4bf92f3577b34da6a3ce929d0e0e4736").last { $0.strength == .identity }
    #expect(found?.clockNote([start + .minutes(9)]) == nil, "not widened")
    let wider = found?.widened()?.widened()
    #expect(wider?.clockNote([start + .seconds(121), start + .minutes(4)]) == "2 min later: is a clock off?")
    #expect(wider?.clockNote([start - .seconds(45)]) == "45 s earlier: is a clock off?")
    #expect(wider?.clockNote([start]) == nil)
  }

  @Test func explainsWhatDidNotMatch() throws {
    let jump = try #require(try logs(from: "4bf92f3577b34da6a3ce929d0e0e4736").last)
    #expect(jump.match == LabelMatch(label: "service_name", values: ["nas"]))
    #expect(jump.mismatch(among: []) == "nothing at loki has the label service_name")
    #expect(
      jump.mismatch(among: ["b", "a"]) == #"service_name is never "nas" at loki, only a, b"#)
    #expect(
      jump.mismatch(among: ["nas"]) == #"service_name "nas" is known to loki, and has nothing then"#)
    guard case .logLabelValues("service_name", nil, let range)? = jump.valuesQuestion else {
      Issue.record("no question about the label's values")
      return
    }
    #expect(range.duration > .hours(2))
  }
}

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

  private func byID(shift: Duration? = nil) throws -> Jump {
    try #require(try logs(from: "4bf92f3577b34da6a3ce929d0e0e4736", shift: shift).first { $0.strength == .identity })
  }

  private func byService() throws -> Jump {
    try #require(try logs(from: "4bf92f3577b34da6a3ce929d0e0e4736").first { $0.strength == .labels })
  }

  private func line(_ offset: Duration) -> LogLine { LogLine(time: start + offset, line: "x", labels: [:]) }

  private typealias Result = Swift.Result<Answer, QueryFailure>

  private func answer(_ offsets: [Duration]) -> Result { .success(Answer(.logs(offsets.map(line)))) }

  private func offsets(_ answer: Answer) -> [Duration] {
    guard case .logs(let lines) = answer.body else { return [] }
    return lines.map { $0.time - start }
  }

  @Test func whatBearsAnIDIsAskedNearAndWidest() throws {
    let jump = try byID()
    #expect(jump.widening?.margins == [.seconds(30), .minutes(5), .hours(1)])
    #expect(
      jump.questions.map(\.range) == [
        TimeRange(start: start - .seconds(2), end: start + .seconds(3)),
        TimeRange(start: start - .hours(1), end: start + .seconds(1) + .hours(1)),
      ])
    #expect(jump.questions.allSatisfy { $0.text == jump.query.text })
    #expect(try byID(shift: .minutes(10)).widening?.margins == [.hours(1)], "a configured shift covers the rest")
  }

  @Test(arguments: [
    ([Duration.seconds(-1), .minutes(4)], nil, [Duration.seconds(-1)]),
    ([.seconds(-20), .minutes(4), .minutes(50)], Duration.seconds(30), [.seconds(-20)]),
    ([.minutes(4), .minutes(-3), .minutes(50)], .minutes(5), [.minutes(4), .minutes(-3)]),
    ([.minutes(50)], .hours(1), [.minutes(50)]),
  ] as [([Duration], Duration?, [Duration])])
  func theWidestTellsWhichMarginWouldHaveDone(all: [Duration], reach: Duration?, kept: [Duration]) throws {
    // Whatever came of the first question, which the widest covers.
    for first in [nil, answer([]), Result.failure(QueryFailure(.timedOut, "too long"))] as [Result?] {
      guard case .found(let jump, let found) = try byID().landed(on: [first, answer(all)]) else {
        Issue.record("nothing found")
        return
      }
      #expect(jump.reach == reach && offsets(found) == kept)
      #expect(jump.query.range == (try reach.map { try #require(byID().widening).core.padded(by: $0) } ?? byID().query.range))
    }
  }

  @Test func whatIsNearWaitsForNothing() throws {
    guard case .found(let jump, let found) = try byID().landed(on: [answer([.seconds(1)]), nil]) else {
      Issue.record("nothing found")
      return
    }
    #expect(jump.query == (try byID().query) && jump.reach == nil && offsets(found) == [.seconds(1)])
    guard case .waiting = try byID().landed(on: [answer([]), nil]) else {
      Issue.record("the widest is still out")
      return
    }
    guard case .nothing = try byID().landed(on: [answer([]), answer([])]) else {
      Issue.record("there is nothing")
      return
    }
  }

  /// It does not tell what is nearest; where nothing is near it is what there is.
  @Test func anAnswerThatWasCutIsTakenWhole() throws {
    let cut = answer(Array(repeating: .minutes(4), count: 1000))
    guard case .waiting = try byID().landed(on: [nil, cut]) else {
      Issue.record("the nearest may be in the first")
      return
    }
    guard case .found(let jump, let found) = try byID().landed(on: [answer([]), cut]) else {
      Issue.record("nothing found")
      return
    }
    #expect(jump.reach == .hours(1) && offsets(found).count == 1000)
  }

  // MARK: By labels

  @Test func whatOnlySharesLabelsIsAskedAwayFromTheSpan() throws {
    let questions = try byService().questions
    let first = start - .seconds(2)
    guard case .logs(_, TimeRange(start: first, end: start + .seconds(3601)), 1000, .forward) = questions.first,
      case .logs(_, TimeRange(start: start - .hours(1), end: first), 1000, .backward) = questions.last
    else {
      Issue.record("\(questions)")
      return
    }
  }

  @Test(arguments: [
    // In the window of the first question: the rest is not waited for, nor taken.
    ([Duration.seconds(1), .seconds(9)], nil, nil, [Duration.seconds(1)]),
    ([.seconds(9), .minutes(2)], [Duration.seconds(-12), .seconds(-50)], Duration.seconds(30), [.seconds(9), .seconds(-12)]),
    ([], [.minutes(-4)], .minutes(5), [.minutes(-4)]),
  ] as [([Duration], [Duration]?, Duration?, [Duration])])
  func theNearestOnBothSidesAreTaken(after: [Duration], before: [Duration]?, reach: Duration?, kept: [Duration]) throws {
    guard case .found(let jump, let found) = try byService().landed(on: [answer(after), before.map(answer)]) else {
      Issue.record("nothing found")
      return
    }
    #expect(jump.reach == reach && offsets(found) == kept)
    guard case .logs(_, _, 1000, .backward) = jump.query else {
      Issue.record("\(jump.query)")
      return
    }
  }

  /// A server that stops at its limit has told what is nearest: the range ends where it stopped.
  @Test func theRangeEndsWhereTheAnswerWasCut() throws {
    let many = (0..<1000).map { Duration.milliseconds(10_000 + Int64($0)) }
    guard case .found(let jump, let found) = try byService().landed(on: [answer(many), answer([.seconds(-9)])]) else {
      Issue.record("nothing found")
      return
    }
    // Of the last moment some may have been left out.
    #expect(offsets(found) == many.dropLast().reversed() + [.seconds(-9)])
    #expect(jump.query.range == TimeRange(start: start - .seconds(30), end: start + .milliseconds(10_999)))
    let same = Array(repeating: Duration.seconds(1), count: 1000)
    guard case .found(let near, let all) = try byService().landed(on: [answer(same), nil]) else {
      Issue.record("nothing found")
      return
    }
    #expect(offsets(all) == same && near.query.range?.end == start + .seconds(1) + .nanoseconds(1))
  }

  /// Some write ids without their leading zeros; both forms are asked for in one question.
  @Test func looksForIDsWithoutTheirZeros() throws {
    let found = try logs(from: "00000000000000000a1b2c3d4e5f6071").first?.query.text
    let expected = #"{service_name=~"nas|proxy"} | regexp "(?P<trace_id>a1b2c3d4e5f6071)" | trace_id=~"0*a1b2c3d4e5f6071""#
    #expect(found == expected)
  }

  @Test func tellsAClockThatIsOff() throws {
    #expect(try byID().clockNote([start + .minutes(9)]) == nil, "not widened")
    guard case .found(let wider, _) = try byID().landed(on: [answer([]), answer([.seconds(121)])]) else {
      Issue.record("nothing found")
      return
    }
    #expect(wider.fullReason == "trace_id in structured metadata, within ±5 min")
    #expect(wider.clockNote([start + .seconds(121), start + .minutes(4)]) == "2 min later: is a clock off?")
    #expect(wider.clockNote([start - .seconds(45)]) == "45 s earlier: is a clock off?")
    #expect(wider.clockNote([start]) == nil)
  }

  @Test func explainsWhatDidNotMatch() throws {
    let jump = try byService()
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

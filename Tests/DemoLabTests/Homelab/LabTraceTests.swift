import Telemetry
import Testing

@testable import DemoLab

@Suite struct LabTraceTests {
  private let now = LabQuestions.origin

  @Test func idsReadBack() throws {
    let lab = Lab(seed: 9, origin: now)
    let numbers = TraceNumber(seed: 9)
    let traffic = Traffic(seed: 9, incident: Incident(seed: 9, origin: now))
    var withZeros = 0
    for tick in Traffic.tick(of: now) - 200..<Traffic.tick(of: now) {
      for stub in traffic.requests(inTick: tick) {
        let id = numbers.id(of: stub)
        let read = try #require(numbers.request(of: id))
        #expect(read.tick == stub.tick && read.index == stub.index)
        withZeros += id.description.hasPrefix("000") ? 1 : 0
      }
    }
    #expect(withZeros > 0)
    #expect(lab.traces(at: now).trace(TraceID(high: 1, low: 2)!) == nil)
  }

  @Test func everyExemplarOpensItsTraceAndFindsItsLines() async throws {
    let questions = LabQuestions()
    let range = TimeRange(last: .hours(1), until: now)
    let query = Query.exemplars(
      PromQL: "traces_spanmetrics_latency_bucket{service=\"jellyfin\"}", range: range)
    guard case .exemplars(let exemplars) = try await questions.body(query) else {
      Issue.record("no exemplars")
      return
    }
    #expect(exemplars.count > 100)
    for exemplar in exemplars.filter({ $0.value > 1.1 }).prefix(12) {
      let id = try #require(exemplar.traceID)
      let trace = try #require(try await questions.trace(id))
      #expect(trace.spans.contains { abs(Double($0.durationNanoseconds) / 1e9 - exemplar.value) < 1e-6 })
      let around = TimeRange(around: exemplar.time, margin: .seconds(30))
      let tagged = try await questions.lines("{service_name=\"jellyfin\"} | trace_id=\"\(id)\"", around)
      let named = try await questions.lines("{service_name=\"nas\"} |= \"\(id)\"", around)
      #expect(!tagged.isEmpty && !named.isEmpty)
    }
  }

  @Test func theWorstTraceWaitsForTheDisk() throws {
    var worst: Trace?
    let range = TimeRange(last: .hours(1), until: now)
    Lab(seed: 1, origin: now).traces(at: now).traces(in: range) { trace in
      let longest = trace.spans[0].durationNanoseconds
      if longest > worst?.spans[0].durationNanoseconds ?? 0 { worst = trace }
      return true
    }
    let trace = try #require(worst)
    #expect((10...14).contains(trace.spans.count))
    let read = try #require(trace.spans.first { $0.name == "nfsd.read" })
    #expect(read.durationNanoseconds * 10 >= trace.spans[0].durationNanoseconds * 9)
    for span in trace.spans {
      guard let parent = trace.spans.first(where: { $0.id == span.parentID }) else { continue }
      #expect(span.start >= parent.start && span.end <= parent.end, "\(span.name)")
    }
  }
}

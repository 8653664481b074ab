import Analysis
import Languages
import Telemetry
import Testing

@Suite struct AttributeComparisonTests {
  /// Forty traces: each fourth slow, all of those on sdb, with retries; ids differ everywhere.
  private let traces = (0..<40).map { index in
    let isSlow = index % 4 == 0
    let disk = isSlow || index % 8 == 1 ? "sdb" : "sda"
    return TraceSketch.services(
      """
      jellyfin:GET 0-\(isSlow ? 5000 : 100) server http.route=/items
        nas:nfsd.read 0-\(isSlow ? 4000 : 50) disk=\(disk) retries=\(isSlow ? 1 + index % 3 : 0) item.id=\(7000 + index) request=r\(index)
      """, id: UInt64(index + 1))
  }

  private func line(_ one: AttributeComparison.Difference) -> String {
    "\(one.condition) \(one.selection.count)/\(one.selection.of) \(one.rest.count)/\(one.rest.of)"
  }

  @Test func ranksWhatDiffersBetweenTraces() {
    let comparison = AttributeComparison(traces: traces) { $0.spans[0].durationNanoseconds > 3000 }
    #expect(comparison.origin == .sampledTraces)
    #expect((comparison.selectionCount, comparison.restCount) == (10, 30))
    #expect(
      comparison.leading.map(line) == ["span.retries > 0 10/10 0/30", "span.disk = \"sdb\" 10/10 5/30"])
    #expect(comparison.differences.map(line).contains("span.disk = \"sda\" 0/10 25/30"))
    #expect(Set(comparison.excluded.map(\.scopedName)) == ["span.item.id", "span.request"])
  }

  @Test func ranksWhatDiffersBetweenSpans() {
    let comparison = AttributeComparison(spansOf: traces, ignoring: [.intrinsic(.status)]) { trace, span in
      trace.service(of: span) == "nas" ? span.durationNanoseconds > 1000 : nil
    }
    #expect(comparison.leading.first.map(line) == "span.retries > 0 10/10 0/30")
    #expect(comparison.differences.allSatisfy { $0.field != .intrinsic(.name) })
  }

  @Test func wantsSupport() {
    let few = AttributeComparison(traces: Array(traces.prefix(8))) { $0.spans[0].durationNanoseconds > 3000 }
    #expect(few.differences.allSatisfy { max($0.selection.count, $0.rest.count) >= 3 })
    let none = AttributeComparison(traces: [], isSelected: { _ in true })
    #expect(none.differences.isEmpty && none.selectionCount == 0)
    let all = AttributeComparison(traces: traces, AttributeComparison.Thresholds(difference: 0.9)) {
      $0.spans[0].durationNanoseconds > 3000
    }
    #expect(all.leading.map(\.field) == [.attribute(.span, "retries")])
  }

  @Test func asksTheServer() throws {
    let slow = FieldExpression.binary(.greater, .field(.intrinsic(.duration)), .literal(.duration(3_000_000_000)))
    #expect(
      try AttributeComparison.query(filter: "{ name = \"a\" } | rate()", selection: slow)
        == "{ name = \"a\" } | compare({ duration > 3s }, 10)")
    #expect(try AttributeComparison.query(filter: "", selection: slow, top: 5) == "{} | compare({ duration > 3s }, 5)")
    #expect(throws: SyntaxError.self) { try AttributeComparison.query(filter: "{", selection: slow) }
  }
}

/// Numbers from a real Tempo's answer to `compare({ duration > 3s }, 5)`.
@Suite struct ServerComparisonTests {
  private func series(_ kind: String, _ name: String, _ value: String, _ counts: Double...) -> Series {
    Series(
      labels: ["__meta_type": kind, name: value],
      samples: counts.enumerated().map { Sample(Instant(seconds: Int64($0.offset)), $0.element) })
  }

  private func total(_ name: String, _ selection: Double, _ baseline: Double) -> [Series] {
    [series("selection_total", name, "nil", selection), series("baseline_total", name, "nil", baseline)]
  }

  private var answer: [Series] {
    var all = total("status", 3691, 30020) + total("span.nfs.retries", 544, 2814)
    all += [
      series("selection", "status", "error", 90, 3), series("selection", "status", "unset", 3598),
      series("baseline", "status", "error", 18), series("baseline", "status", "unset", 30002),
      series("selection", "span.nfs.retries", "1", 51), series("selection", "span.nfs.retries", "2", 195),
      series("selection", "span.nfs.retries", "3", 228), series("selection", "span.nfs.retries", "4", 70),
      series("baseline", "span.nfs.retries", "0", 2814, .nan),
    ]
    all += total("span.http.response.status_code", 3691, 30020)
    all += [
      series("selection", "span.http.response.status_code", "200", 453),
      series("selection", "span.http.response.status_code", "500", 91),
      series("selection", "span.http.response.status_code", "nil", 3147),
      series("baseline", "span.http.response.status_code", "200", 2814),
      series("baseline", "span.http.response.status_code", "nil", 27206),
    ]
    all += total("span.item.id", 2058, 14862)
    all += [series("selection", "span.item.id", "34295", 1), series("baseline", "span.item.id", "19548", 1)]
    // This total is many times the number of spans.
    all += total("resource.service.name", 19_449_936, 123_802_726)
    all += [
      series("selection", "resource.service.name", "jellyfin", 19_449_936),
      series("baseline", "resource.service.name", "jellyfin", 123_802_726),
      series("baseline", "resource.k8s.cluster.name", "nil", 30020),
    ]
    all += [
      series("baseline", "span.process.command", "ffprobe", 3358),
      series("baseline_total", "span.process.command", "nil", 3358),
    ]
    return all
  }

  @Test func readsAndRanks() throws {
    let comparison = AttributeComparison(compare: answer)
    #expect(comparison.origin == .server)
    #expect((comparison.selectionCount, comparison.restCount) == (3691, 30020))
    let first = try #require(comparison.leading.first)
    #expect("\(first.condition)" == "span.nfs.retries > 0")
    #expect((first.selection.ratio, first.rest.ratio) == (1, 0))
    let code = try #require(comparison.leading.first { $0.field.unscopedName == "http.response.status_code" })
    // Those without the attribute are not among the 544.
    #expect("\(code.condition) \(code.selection.count)/\(code.selection.of)" == "span.http.response.status_code = 500 91/544")
    #expect(comparison.excluded == [.attribute(.span, "item.id")])
    #expect(!comparison.differences.contains { $0.field == .attribute(.resource, "service.name") })
    #expect(!comparison.differences.contains { $0.field == .attribute(.resource, "k8s.cluster.name") })
  }

  @Test func comparesWithAllWhereOneSideLacksTheAttribute() throws {
    let command = try #require(
      AttributeComparison(compare: answer).differences.first { $0.field.unscopedName == "process.command" })
    #expect((command.selection.count, command.selection.of) == (0, 3691))
    #expect((command.rest.count, command.rest.of) == (3358, 30020))
  }

  @Test func boundsWhatWasNotListed() throws {
    let comparison = AttributeComparison(
      compare: total("status", 100, 1000) + total("span.x", 100, 1000) + [
        series("selection", "span.x", "a", 60), series("selection", "span.x", "b", 40),
        series("baseline", "span.x", "c", 700), series("baseline", "span.x", "d", 200),
      ])
    let a = try #require(comparison.differences.first { $0.value == .string("a") })
    // 100 of the rest are in no list, and each unlisted value has fewer than the least listed.
    #expect(a.isBounded && a.rest.count == 100 && a.difference == 0.5)
    #expect(comparison.differences.filter { $0.value == .string("c") }.allSatisfy { !$0.isBounded })
  }

  @Test func ignoresWhatSelected() {
    let comparison = AttributeComparison(compare: answer, ignoring: [.attribute(.span, "nfs.retries")])
    #expect(!comparison.differences.contains { $0.field == .attribute(.span, "nfs.retries") })
    #expect(AttributeComparison(compare: []).differences.isEmpty)
    #expect(AttributeComparison(compare: [series("other", "status", "error", 5)]).differences.isEmpty)
  }

  @Test(arguments: [
    ("span.a.b", TraceField.attribute(.span, "a.b")), ("resource.x", .attribute(.resource, "x")),
    (".foo", .attribute(nil, "foo")), ("status", .intrinsic(.status)), ("span:childCount", .intrinsic(.childCount)),
    ("odd", .attribute(nil, "odd")), ("my.key", .attribute(nil, "my.key")), ("span.", .attribute(nil, "span.")),
  ]) func readsFieldsFromLabels(label: String, field: TraceField) {
    #expect(TraceField(label: label) == field)
  }
}

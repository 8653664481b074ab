import Analysis
import Telemetry
import Testing

@Suite struct ExemplarPickerTests {
  private let range = TimeRange(start: Instant(seconds: 0), end: Instant(seconds: 100))

  private func exemplar(_ second: Int64, _ value: Double, trace: UInt64?, le: String = "1") -> Exemplar {
    Exemplar(
      series: ["le": le], labels: [:], time: Instant(seconds: second), value: value,
      traceID: trace.flatMap { TraceID(high: 0, low: $0) })
  }

  private func values(_ pick: ExemplarPick) -> [Double] { pick.exemplars.map(\.value) }

  @Test func picksTheWorstOfEachColumnInOrderOfTime() {
    let all = [
      exemplar(55, 3, trace: 1), exemplar(51, 4, trace: 2), exemplar(3, 2, trace: 3),
      exemplar(99, 5, trace: 4), exemplar(7, 1.5, trace: 5),
    ]
    let pick = ExemplarPicker(range: range, columns: 10).pick(all)
    #expect(values(pick) == [2, 4, 5])
    #expect(pick.worst?.value == 5)
    #expect(pick.total == 5)
  }

  @Test func leavesOutWhatIsNotBad() {
    let all = [exemplar(1, 0.1, trace: 1), exemplar(20, 0.9, trace: 2), exemplar(40, 4, trace: 3)]
    let picker = ExemplarPicker(range: range, columns: 100)
    #expect(values(picker.pick(all)) == [4])
    var other = picker
    other.threshold = .value(0.5)
    #expect(values(other.pick(all)) == [0.9, 4])
    other.threshold = .none
    #expect(values(other.pick(all)) == [0.1, 0.9, 4])
  }

  @Test func keepsOnlySoMany() {
    let all = (1...50).map { exemplar(Int64($0), Double($0) + 100, trace: UInt64($0)) }
    let pick = ExemplarPicker(range: range, columns: 100, limit: 3).pick(all)
    #expect(values(pick) == [148, 149, 150])
    #expect(ExemplarPicker(range: range, columns: 100, limit: 0).pick(all).exemplars.isEmpty)
  }

  @Test func countsATraceOnce() {
    let all = [
      exemplar(10, 2, trace: 7, le: "2.5"), exemplar(10, 2, trace: 7, le: "+Inf"),
      exemplar(60, 3, trace: 7), exemplar(80, 2, trace: 8),
    ]
    let pick = ExemplarPicker(range: range, columns: 10).pick(all)
    #expect(values(pick) == [3, 2])
    #expect(pick.total == 2)
  }

  @Test func ignoresWhatCannotBeOpenedOrShown() {
    let all = [
      exemplar(10, 2, trace: nil), exemplar(20, .nan, trace: 1), exemplar(-1, 2, trace: 2),
      exemplar(101, 2, trace: 3), exemplar(100, 1, trace: 4),
    ]
    #expect(values(ExemplarPicker(range: range, columns: 10).pick(all)) == [1])
    #expect(ExemplarPicker(range: range, columns: 10).pick([]) == ExemplarPick())
  }

  @Test func picksTheSameWhateverTheOrder() {
    let all = (0..<60).map { exemplar(Int64($0), 1, trace: UInt64($0 % 20 + 1)) }
    let picker = ExemplarPicker(range: range, columns: 7)
    let first = picker.pick(all)
    #expect(first == picker.pick(all.reversed()))
    #expect(first.exemplars.count == 2)
    #expect(first.exemplars.first?.time == Instant(seconds: 0))
  }

  @Test(arguments: [0, -3, 1, .max]) func survivesAbsurdWidths(columns: Int) {
    let all = [exemplar(1, 1, trace: 1), exemplar(50, 2, trace: 2)]
    let endless = TimeRange(start: Instant(nanoseconds: .min), end: Instant(nanoseconds: .max))
    #expect(!ExemplarPicker(range: range, columns: columns).pick(all).exemplars.isEmpty)
    #expect(!ExemplarPicker(range: endless, columns: columns).pick(all).exemplars.isEmpty)
    let none = TimeRange(start: Instant(seconds: 50), end: Instant(seconds: 50))
    #expect(values(ExemplarPicker(range: none, columns: columns).pick(all)) == [2])
  }

  @Test func hopsAroundTheEnds() {
    let all = [exemplar(5, 2, trace: 1), exemplar(50, 4, trace: 2), exemplar(95, 3, trace: 3)]
    let pick = ExemplarPicker(range: range, columns: 10).pick(all)
    #expect(pick.index(nearest: nil) == 1)
    #expect(pick.index(nearest: Instant(seconds: 90)) == 2)
    #expect(pick.index(after: 2, by: 1) == 0)
    #expect(pick.index(after: 0, by: -1) == 2)
    #expect(pick.index(after: 1, by: .min) != nil)
    #expect(ExemplarPick().index(after: 0, by: 1) == nil)
    #expect(ExemplarPick().index(nearest: Instant(seconds: 90)) == nil)
  }
}

import Testing

@testable import Console

/// The part of a trace on the time axis, in units of 1000 ns.
@Suite struct TimeZoomTests {
  private func window(_ from: Int64, _ to: Int64) -> TimeZoom.Window {
    TimeZoom.Window(fromNs: from * 1000, toNs: to * 1000)
  }

  private func zoomed(_ from: Int64, _ to: Int64) -> TimeZoom {
    var zoom = TimeZoom(durationNs: 100_000)
    _ = zoom.show(window(from, to))
    return zoom
  }

  @Test(arguments: [
    // span, shown before, shown after one step closer
    ((0, 100), (0, 100), (25, 75)),
    ((10, 20), (0, 100), (0, 50)),
    ((90, 100), (0, 100), (50, 100)),
    ((0, 100), (40, 60), (45, 55)),
    ((80, 90), (0, 40), (75, 95)),
  ] as [((Int64, Int64), (Int64, Int64), (Int64, Int64))])
  func closerAroundTheSpan(span: (Int64, Int64), before: (Int64, Int64), after: (Int64, Int64)) {
    var zoom = zoomed(before.0, before.1)
    let changed = zoom.zoom(in: true, around: window(span.0, span.1))
    #expect(changed && zoom.shown == window(after.0, after.1))
  }

  @Test func widerUntilTheWholeTraceShows() {
    var zoom = zoomed(40, 60)
    let step1 = zoom.zoom(in: false, around: window(50, 50))
    #expect(step1)
    #expect(zoom.shown == window(30, 70))
    let step2 = zoom.zoom(in: false, around: window(50, 50))
    #expect(step2)
    #expect(zoom.shown == window(10, 90))
    let step3 = zoom.zoom(in: false, around: window(50, 50))
    #expect(step3)
    #expect(!zoom.isZoomed)
    let step4 = zoom.zoom(in: false, around: window(50, 50))
    #expect(!step4)
  }

  @Test func noCloserThanCanBeTold() {
    var zoom = TimeZoom(durationNs: 1000)
    var steps = 0
    while zoom.zoom(in: true, around: TimeZoom.Window(fromNs: 500, toNs: 500)), steps < 50 { steps += 1 }
    #expect(steps == 3 && zoom.shown.lengthNs == 125)
  }

  @Test func pansToTheEnds() {
    var zoom = zoomed(40, 60)
    let step5 = zoom.pan(later: true)
    #expect(step5 && zoom.shown == window(50, 70))
    for _ in 0..<3 {
      let step = zoom.pan(later: true)
      #expect(step)
    }
    #expect(zoom.shown == window(80, 100))
    let step7 = zoom.pan(later: true)
    #expect(!step7)
    var whole = TimeZoom(durationNs: 100)
    let step8 = whole.pan(later: false)
    #expect(!step8)
  }

  @Test func goesBackStepByStep() {
    var zoom = zoomed(40, 60)
    _ = zoom.pan(later: true)
    zoom.showAll()
    let step9 = zoom.goBack()
    #expect(step9 && zoom.shown == window(50, 70))
    let step10 = zoom.goBack()
    #expect(step10 && zoom.shown == window(40, 60))
    let step11 = zoom.goBack()
    #expect(step11 && !zoom.isZoomed)
    let step12 = zoom.goBack()
    #expect(!step12)
  }

  @Test func followsASpanThatIsOutside() {
    var zoom = zoomed(40, 60)
    zoom.follow(window(55, 70))
    #expect(zoom.shown == window(40, 60))
    zoom.follow(window(80, 82))
    #expect(zoom.shown == window(71, 91))
    let step13 = zoom.goBack()
    #expect(step13 && !zoom.isZoomed)
  }

  @Test func aMomentGetsAWindow() {
    let zoom = zoomed(50, 50)
    #expect(zoom.shown.lengthNs == TimeZoom.leastNs)
    var nothing = TimeZoom(durationNs: 0)
    let step14 = nothing.show(TimeZoom.Window(fromNs: 0, toNs: 0))
    let next14 = nothing.zoom(in: true, around: nothing.shown)
    #expect(!step14 && !next14)
  }

  @Test func keepsItsMomentsWhenTheTraceGrows() {
    let grown = zoomed(40, 60).grown(to: 150_000, startingEarlierBy: 10_000)
    #expect(grown.shown == window(50, 70) && !TimeZoom(durationNs: 5).grown(to: 9, startingEarlierBy: 0).isZoomed)
  }

  @Test func longestTraceThereIs() {
    var zoom = TimeZoom(durationNs: .max)
    let step15 = zoom.zoom(in: true, around: TimeZoom.Window(fromNs: .max, toNs: .max))
    #expect(step15)
    #expect(zoom.shown.toNs == .max)
    let step16 = zoom.zoom(in: false, around: zoom.shown)
    #expect(step16 && !zoom.isZoomed)
  }
}

import Canvas
import Testing

@Suite struct ScrollPositionTests {
  @Test func cursorKeepsItsMargin() {
    var scroll = ScrollPosition()
    scroll.move(by: 7, count: 100, height: 10)
    #expect(scroll.visible(count: 100, height: 10) == 0..<10)
    scroll.move(by: 1, count: 100, height: 10)
    #expect(scroll.visible(count: 100, height: 10) == 1..<11)
    scroll.move(to: 99, count: 100, height: 10)
    #expect(scroll.visible(count: 100, height: 10) == 90..<100)
    scroll.page(by: -1, count: 100, height: 10)
    #expect(scroll.cursor == 90)
    #expect(scroll.offset == 83)
  }

  @Test func wheelDragsTheCursorOnlyWhenItMust() {
    var scroll = ScrollPosition(cursor: 5)
    scroll.scroll(by: 3, count: 100, height: 10)
    #expect((scroll.cursor, scroll.offset) == (5, 3))
    scroll.scroll(by: 3, count: 100, height: 10)
    #expect((scroll.cursor, scroll.offset) == (8, 6))
    scroll.scroll(by: -100, count: 100, height: 10)
    #expect((scroll.cursor, scroll.offset) == (7, 0))
  }

  @Test func windowsReachBeyondTheSeen() {
    let scroll = ScrollPosition(cursor: 50, offset: 45)
    #expect(scroll.window(count: 100, height: 10, overscan: 20) == 25..<75)
    #expect(ScrollPosition().window(count: 5, height: 10, overscan: 20) == 0..<5)
  }

  @Test(arguments: 0..<30)
  func whateverHappensTheCursorIsSeen(seed: UInt64) {
    var random = Random(state: seed)
    var scroll = ScrollPosition(margin: Int.random(in: 0...4, using: &random))
    for _ in 0..<100 {
      let count = Int.random(in: 0...40, using: &random)
      let height = Int.random(in: 1...15, using: &random)
      let rows = Int.random(in: -50...50, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: scroll.move(by: rows, count: count, height: height)
      case 1: scroll.page(by: rows.signum(), count: count, height: height)
      case 2: scroll.scroll(by: rows, count: count, height: height)
      default: scroll.move(by: rows < 0 ? .min : .max, count: count, height: height)
      }
      let settled = scroll.settled(count: count, height: height)
      let visible = settled.visible(count: count, height: height)
      #expect(visible.contains(settled.cursor) || count == 0)
      #expect(visible.count == min(count, height))
    }
  }
}

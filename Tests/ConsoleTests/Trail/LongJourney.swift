import Canvas
import Reports

@testable import Console

/// A long way over every kind of pane, with the cursor moved, things folded and ranges changed on it.
struct LongJourney {
  struct Stop {
    var kind: PaneKind
    /// The screen when it was left, but for the top line and the hints.
    var body: [String]
    var link: String
  }

  /// Keys from one place to the next: what is done there first, then what leads on.
  private static let legs: [[Key]] = [
    [.down, .character("m")],
    [.left, .left, .left, .character("b")],
    [.down, .down, .down, .character("S")],
    [.tab, .down, .character("5")],
    [.down, .enter],
    [.character("6")],
    [.down, .down, .character("7")],
    [.character("b")],
    [.down, .down, .character("0"), .character("3")],
    [.down, .down, .enter],
    [.down, .down, .character(" "), .character("C"), .character("F")],
    [.down, .character("V")],
    [.down, .character("[")],
    [.character("3")],
    [.down, .enter],
    [.character("."), .character("C")],
    [.down, .character("4")],
    [.up, .up, .up, .character("[")],
    [.up, .character("2")],
    [.character("}"), .character("3"), .character("c")],
    [.tab, .character("3")],
    [.character("S")],
    [.down, .character("8")],
    [.down, .down, .character("1")],
  ]

  private(set) var stops: [Stop] = []

  init(with walker: Walker) async {
    await walker.start()
    for leg in Self.legs {
      for key in leg {
        let (before, steps) = (Stop(of: walker), walker.state.trail.behind.count)
        await walker.press(key)
        if walker.state.trail.behind.count > steps { stops.append(before) }
      }
    }
    stops.append(Stop(of: walker))
  }
}

extension LongJourney.Stop {
  init(of walker: Walker) {
    kind = walker.state.place.pane.kind
    body = walker.body
    link = walker.state.link.text
  }
}

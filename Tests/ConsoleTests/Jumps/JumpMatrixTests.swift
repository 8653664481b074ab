import Canvas
import Testing

@testable import Console

/// Where one key leads from each kind of thing on the homelab, and why.
@Suite struct JumpMatrixTests {
  /// How to come to rest on each kind of thing: from which screen, over which keys.
  enum Start: String, CaseIterable {
    case metric, trace, log, objective, probe, alert, service, application

    var keys: [Key] {
      switch self {
      case .metric: [.character("m")]
      case .trace: [.character("m"), .character("t")]
      case .log: [.character("m"), .character("t"), .character("l")]
      case .objective: [.character("5")]
      case .probe: [.character("6")]
      case .alert: [.character("7")]
      case .service: [.character("3"), .character("S")]
      case .application: [.character("7"), .tab, .tab]
      }
    }
  }

  static let expected = """
    """

  @Test func everyPairOnTheHomelab() async {
    var rows = [String]()
    for start in Start.allCases {
      for (key, target) in [("m", "metrics"), ("t", "traces"), ("l", "logs")] {
        let walker = Walker(160, 40, withAlerting: true)
        await walker.start()
        for key in start.keys { await walker.press(key) }
        let before = walker.body
        await walker.press(.character(Character(key)))
        let landed = walker.state.place.pane.kind.rawValue
        rows.append("\(start.rawValue) → \(target): \(landed) \(walker.message ?? "")")
        await walker.press(.backspace)
        if walker.state.trail.behind.count == start.keys.count(where: { $0 != .tab }) {
          #expect(walker.body == before, "back from \(target) to \(start)")
        }
      }
    }
    #expect(rows.joined(separator: "\n") == Self.expected)
  }
}

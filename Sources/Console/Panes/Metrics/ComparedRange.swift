internal import Analysis
internal import Telemetry

/// Which earlier time the chart is laid over.
enum ComparedRange: Hashable, Sendable, CaseIterable {
  case off, hour, day, week

  var next: ComparedRange {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }

  var name: String {
    switch self {
    case .off: "off"
    case .hour: "1 h earlier"
    case .day: "1 d earlier"
    case .week: "7 d earlier"
    }
  }

  var offset: CompareOffset? {
    switch self {
    case .off: nil
    case .hour: CompareOffset(.hours(1))
    case .day: CompareOffset(.days(1))
    case .week: CompareOffset(.days(7))
    }
  }
}

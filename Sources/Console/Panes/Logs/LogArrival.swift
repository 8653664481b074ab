internal import Analysis
internal import Telemetry

/// Where the cursor begins when a pane opens.
enum LogArrival: Sendable {
  /// The line that explains what the jump came from.
  case explaining(Landing)
  /// This very line: what `c` looks around.
  case line(LogLine)
  /// The first line at or after a moment.
  case moment(Instant)

  var moment: Instant? {
    switch self {
    case .explaining(let landing): landing.moment
    case .line(let line): line.time
    case .moment(let moment): moment
    }
  }
}

internal import Canvas
internal import Telemetry

/// The heartbeat of a probe: a cell for each part of the range, the worst of it shown.
///
///     ▪▪▪▪▪✗✗▪▪▪·▪▪      ▪ up   ✗ down   · nothing known
struct ProbeStrip {
  private let beats: [Sample]
  private let range: TimeRange

  init(_ beats: [Sample], over range: TimeRange) {
    self.beats = beats
    self.range = range
  }

  func cell(width: Int, _ glyphs: GlyphSet) -> TableCell {
    var runs = [TextRun]()
    for worst in worst(width: width) {
      let run =
        switch worst {
        case .none: TextRun("·", .muted)
        case .some(let value) where value < 1: TextRun("✗", Style(.error, bold: true))
        default: TextRun(glyphs == .unicode ? "▪" : "=", Style(.good))
        }
      if runs.last?.style == run.style {
        runs[runs.count - 1].text += run.text
      } else {
        runs.append(run)
      }
    }
    return TableCell(runs)
  }

  /// The lowest value of each part; `nil` where nothing is known.
  func worst(width: Int) -> [Double?] {
    guard width > 0 else { return [] }
    var parts = [Double?](repeating: nil, count: width)
    let length = max(1, range.duration.wholeNanoseconds)
    // Fewer probes than cells: each fills the cells up to the next.
    var previous: (place: Int, value: Double)?
    for beat in beats where beat.value.isFinite {
      let elapsed = (beat.time - range.start).wholeNanoseconds
      let share = Double(elapsed) / Double(length) * Double(width)
      let place = min(max(0, Int(exactly: share.rounded(.down)) ?? 0), width - 1)
      if let previous, place - previous.place <= max(1, width / max(1, beats.count)) + 1 {
        for gap in previous.place..<place where parts[gap] == nil { parts[gap] = previous.value }
      }
      parts[place] = min(parts[place] ?? beat.value, beat.value)
      previous = (place, beat.value)
    }
    return parts
  }

  /// Durations as bars from zero, so that the jitter of something steady stays as low as it is: the top
  /// is the greatest value, but at least four times the usual one.
  static func bars(_ samples: [Sample], width: Int, _ glyphs: GlyphSet) -> String {
    let values = samples.map(\.value)
    let sorted = values.filter(\.isFinite).sorted()
    guard let greatest = sorted.last, greatest > 0 else {
      return Sparkline(values, glyphs: glyphs).text(width: width)
    }
    let top = max(greatest, sorted[sorted.count / 2] * 4)
    return Sparkline(values, range: 0...top, glyphs: glyphs).text(width: width)
  }
}

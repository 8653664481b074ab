public import Telemetry

/// Notes as a timeline of the incident in Markdown, by the time of what was seen.
public struct IncidentTimeline: Sendable {
  /// A zone to show beside UTC.
  public struct LocalTime: Sendable {
    public var name: @Sendable (Instant) -> String
    public var offsetSeconds: @Sendable (Instant) -> Int

    public init(
      name: @escaping @Sendable (Instant) -> String, offsetSeconds: @escaping @Sendable (Instant) -> Int
    ) {
      self.name = name
      self.offsetSeconds = offsetSeconds
    }
  }

  public let title: String
  /// The oldest thing seen first.
  public let notes: [IncidentNote]
  let local: LocalTime
  let explore: @Sendable (Permalink) -> String?

  /// - Parameters:
  ///   - title: What it is about: the context's name.
  ///   - explore: The same place in Grafana, where there is one that a browser finds.
  public init(
    title: String, notes: [IncidentNote], local: LocalTime, explore: @escaping @Sendable (Permalink) -> String?
  ) {
    self.title = title
    self.notes = notes.sorted { ($0.observed, $0.written) < ($1.observed, $1.written) }
    self.local = local
    self.explore = explore
  }

  public var markdown: String {
    ([heading] + notes.map(section)).joined(separator: "\n\n") + "\n"
  }

  private var heading: String {
    let count = notes.count == 1 ? "1 note" : "\(notes.count) notes"
    guard let first = notes.first?.observed, let last = notes.last?.observed else {
      return "# Timeline: \(MarkdownText.escaped(title))\n\nNo notes."
    }
    let extent = first == last ? clocks(first) : "\(clocks(first)) to \(clocks(last))"
    return "# Timeline: \(MarkdownText.escaped(title))\n\n\(count), \(extent). Each stands at the time of what was seen."
  }

  private func section(_ note: IncidentNote) -> String {
    let words = note.text.isEmpty ? "" : MarkdownText.escaped(note.text) + "\n\n"
    let facts = note.facts.map { "- \(MarkdownText.escaped($0.name)): \(MarkdownText.code($0.text, indent: 2))" }
    var links = ["- Place: \(MarkdownText.escaped("\(note.place) of \(note.context)")), <\(note.link.text)>"]
    if let explore = explore(note.link), explore.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 60 && $0 != 62 }) {
      links.append("- Grafana: <\(explore)>")
    }
    let written = "- Noted: \(clocks(note.written))"
    return "## \(clocks(note.observed))\n\n\(words)" + (facts + links + [written]).joined(separator: "\n")
  }

  /// `2026-11-20 23:40:51.201 UTC (2026-11-21 00:40:51.201 CET)`.
  private func clocks(_ instant: Instant) -> String {
    let offset = local.offsetSeconds(instant)
    let name = local.name(instant)
    let own = "\(clock(instant, offset: 0)) UTC"
    return offset == 0 && (name == "UTC" || name.isEmpty)
      ? own : own + " (\(clock(instant, offset: offset)) \(MarkdownText.escaped(name)))"
  }

  private func clock(_ instant: Instant, offset: Int) -> String {
    let t = CivilTime(instant, offsetSeconds: offset)
    let milliseconds = padded(t.nanosecond / 1_000_000, 3)
    return "\(padded(t.year, 4))-\(padded(t.month, 2))-\(padded(t.day, 2)) "
      + "\(padded(t.hour, 2)):\(padded(t.minute, 2)):\(padded(t.second, 2)).\(milliseconds)"
  }

  private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

internal import Telemetry

extension TimeText {
  /// As `instant(_:now:)`, and `22:40` or `22:40:05` as the latest such time in the zone.
  static func instant(_ text: some StringProtocol, now: Instant, zone: Zone) -> Instant? {
    let words = text.split(separator: " ")
    let parts = words.count == 1 ? words[0].split(separator: ":").map { Int($0) } : []
    guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { return instant(text, now: now) }
    guard let second = parts.count == 3 ? parts[2] : 0, (0..<60).contains(second) else { return nil }
    let offset = Int64(zone.offsetSeconds(now))
    let midnight = (now.seconds + offset).dividedFloor(by: 86_400) * 86_400 - offset
    let wanted = Instant(seconds: midnight + Int64(hour * 3600 + minute * 60 + second))
    return wanted > now ? wanted - .days(1) : wanted
  }
}

internal import Analysis
internal import Canvas

/// How services and connections are written, with units everywhere.
enum ServiceText {
  static func known(_ value: Double, _ text: (Double) -> String) -> String { value.isNaN ? "–" : text(value) }

  /// `1.7/s`, or `12 calls` of a sample.
  static func rate(_ value: Double, isSampled: Bool) -> String {
    guard isSampled else { return known(value, Unit.perSecond.text) }
    return known(value) { "\(Numbers.si($0)) \($0 == 1 ? "call" : "calls")" }
  }

  static func share(_ ratio: Double) -> String { known(ratio, OverviewPane.share) }

  static func seconds(_ value: Double) -> String { known(value, Unit.seconds.text) }

  /// `1.7/s ✗5.9% 8.4s`: errors only where there are some worth a look.
  static func label(_ edge: ServiceMap.Edge, isSampled: Bool, isBrief: Bool) -> String {
    let errors = edge.errorRatio > 0 ? "✗\(share(edge.errorRatio))" : ""
    let latency = edge.p99.isNaN ? "" : seconds(edge.p99)
    if isBrief, !edge.rate.isNaN { return edge.isTroubled ? errors : rate(edge.rate, isSampled: isSampled) }
    return [rate(edge.rate, isSampled: isSampled), errors, latency].filter { !$0.isEmpty }.joined(separator: " ")
  }

  static func node(_ node: ServiceMap.Node) -> String {
    switch node {
    case .service: ""
    case .database: "database"
    case .user: "outside"
    case .external: "no spans"
    }
  }

  static func connection(_ connection: ServiceMap.Connection) -> String {
    connection == .messaging ? "by messages" : ""
  }
}

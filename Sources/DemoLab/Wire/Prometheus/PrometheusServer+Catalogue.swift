internal import Languages
internal import Telemetry

extension PrometheusServer {
  func series(_ call: PrometheusCall) throws -> PrometheusReply {
    let selectors = try call.selectors()
    guard !selectors.isEmpty else { throw PromFailure.badData("no match[] parameter provided") }
    let found = Set(try labelSets(selectors, call)).sorted()
    let (kept, warnings) = Self.limited(found, to: try call.limit())
    return .data(warnings: warnings) { $0.array(of: kept) { $0.labels($1) } }
  }

  func labelNames(_ call: PrometheusCall) throws -> PrometheusReply {
    try names(Set(labelSets(call.selectors(), call).flatMap(\.names)), call)
  }

  func labelValues(_ escaped: String, _ call: PrometheusCall) throws -> PrometheusReply {
    let name = Self.unescaped(escaped)
    guard !name.isEmpty else { throw PromFailure.badData("invalid label name: \"\(escaped)\"") }
    return try names(Set(labelSets(call.selectors(), call).compactMap { $0[name] }), call)
  }

  func metadata(_ call: PrometheusCall) -> PrometheusReply {
    let wanted = call["metric"]
    let found = Dictionary(
      grouping: metadata.filter { wanted == nil || $0.name == wanted }, by: \.name
    )
    .sorted { $0.key < $1.key }
    let limit = call["limit"].flatMap(Int.init).flatMap { $0 > 0 ? $0 : nil } ?? found.count
    return .data { json in
      json.object { json in
        for (name, entries) in found.prefix(limit) {
          json.field(name) { json in
            json.array(of: entries) { json, entry in
              json.object { json in
                json.field("type", entry.type)
                json.field("help", entry.help)
                json.field("unit", entry.unit)
              }
            }
          }
        }
      }
    }
  }

  private func labelSets(_ selectors: [[Matcher]], _ call: PrometheusCall) throws -> [Labels] {
    let range = try call.range(retention: retention)
    return (selectors.isEmpty ? [[]] : selectors).flatMap {
      store.labelSets(matching: $0, in: range)
    }
  }

  private func names(_ names: Set<String>, _ call: PrometheusCall) throws -> PrometheusReply {
    let (kept, warnings) = Self.limited(names.sorted(), to: try call.limit())
    return .data(warnings: warnings) { $0.array(of: kept) { $0.string($1) } }
  }

  private static func limited<Element>(
    _ elements: [Element], to limit: Int?
  ) -> (kept: [Element], warnings: [String]) {
    guard let limit, elements.count > limit else { return (elements, []) }
    return (Array(elements.prefix(limit)), ["results truncated due to limit"])
  }

  /// `U__http_2e_route` is `http.route`: the escaping for names that are no path segments.
  static func unescaped(_ name: String) -> String {
    guard name.hasPrefix("U__") else { return name }
    var out = ""
    var rest = name.dropFirst(3)
    while let character = rest.popFirst() {
      guard character == "_" else {
        out.append(character)
        continue
      }
      if rest.first == "_" {
        out.append("_")
        rest = rest.dropFirst()
        continue
      }
      let digits = rest.prefix { $0 != "_" }
      guard let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init),
        rest.dropFirst(digits.count).first == "_"
      else { return name }
      out.unicodeScalars.append(scalar)
      rest = rest.dropFirst(digits.count + 1)
    }
    return out
  }
}

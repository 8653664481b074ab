internal import Telemetry

/// Finds the service that labels speak of, under the names the trade uses for it.
struct ServiceNames {
  /// Job or label value to `service.name`, where the configuration says they differ.
  let renames: [String: String]

  /// The service of an anchor: what its labels say outright, then what the anchor says, then what
  /// scraped labels suggest, then the matchers of its query.
  func service(of anchor: Anchor) -> String? {
    let outright = value(of: ["service_name", "service.name", "service"], in: anchor.labels)
    let said = outright ?? nonEmpty(anchor.service)
    let suggested = said ?? value(of: Self.scraped, in: anchor.labels)
    let all = Self.outright + Self.scraped
    let found =
      suggested ?? value(of: all, in: QueryMatchers.equalities(in: anchor.query ?? ""))
      ?? anchor.exemplars.lazy.compactMap { value(of: all, in: $0.series) }.first
    return found.map { renames[$0] ?? $0 }
  }

  /// Every value that a label may hold for `service`: its name first, then those renamed to it.
  func aliases(of service: String) -> [String] {
    [service] + renames.filter { $0.value == service && $0.key != service }.map(\.key).sorted()
  }

  private static let outright = ["service_name", "service.name", "service"]
  private static let scraped = [
    "exported_job", "job", "app", "app_kubernetes_io_name", "container",
  ]

  private func value(of names: [String], in labels: Labels) -> String? {
    for name in names {
      guard let value = nonEmpty(labels[name]) else { continue }
      // OTel writes `job` as service.namespace/service.name.
      let isJob = name.hasSuffix("job")
      return isJob ? value.split(separator: "/").last.map(String.init) ?? value : value
    }
    return nil
  }

  private func nonEmpty(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
}

/// Reads `name="value"` out of a query without parsing it whole: half-typed queries count too.
enum QueryMatchers {
  static func equalities(in query: String) -> Labels {
    var found: [Labels.Pair] = []
    var name = ""
    var rest = Substring(query)
    while let next = rest.popFirst() {
      if next == "=", rest.first == "\"" {
        rest.removeFirst()
        let value = quoted(&rest)
        if !name.isEmpty { found.append(Labels.Pair(name, value)) }
        name = ""
      } else if next == "\"" {
        _ = quoted(&rest)
        name = ""
      } else if next.isLetter || next.isNumber || next == "_" || next == "." {
        name.append(next)
      } else if next != " " {
        name = ""
      }
    }
    return Labels(found)
  }

  /// Consumes up to and with the closing quote.
  private static func quoted(_ rest: inout Substring) -> String {
    var value = ""
    while let next = rest.popFirst(), next != "\"" {
      value.append(next == "\\" ? rest.popFirst() ?? "\\" : next)
    }
    return value
  }
}

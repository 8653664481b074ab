internal import Telemetry

/// Reads the traces of a search.
enum SearchReader {
  static func summary(_ value: JSONValue) throws -> TraceSummary {
    let written = value["traceID"]?.string ?? ""
    guard let id = TraceID(hex: written) else {
      throw QueryFailure.shape(
        "a found trace", expected: "a traceID of 1 to 32 hexadecimal digits, not \"\(written)\"")
    }
    let sets = spanSets(value)
    let stats = value["serviceStats"]
    let services = stats?.fields.map { $0 } ?? []
    return TraceSummary(
      id: id, rootService: known(value["rootServiceName"]), rootName: known(value["rootTraceName"]),
      start: value["startTimeUnixNano"]?.nanosecondsInstant ?? .epoch,
      durationNanoseconds: duration(milliseconds: value["durationMs"]?.int64 ?? 0),
      spanCount: stats == nil ? nil : total(services, "spanCount"),
      errorCount: stats == nil ? nil : total(services, "errorCount"),
      services: services.map(\.key).sorted(),
      matched: sets.flatMap { $0["spans"]?.elements.compactMap(span) ?? [] },
      matchedCount: sets.reduce(0) { $0 &+ ($1["matched"]?.int ?? 0) })
  }

  /// `spanSets`, or the single `spanSet` of older servers; new ones send both.
  private static func spanSets(_ value: JSONValue) -> [JSONValue] {
    if let sets = value["spanSets"], sets.count > 0 { return Array(sets.elements) }
    return value["spanSet"].map { [$0] } ?? []
  }

  private static func known(_ value: JSONValue?) -> String? {
    guard let text = value?.string, !text.isEmpty, text != "<root span not yet received>" else {
      return nil
    }
    return text
  }

  private static func duration(milliseconds: Int64) -> Int64 {
    let (product, overflow) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
    return overflow ? .max : max(0, product)
  }

  private static func total(
    _ services: [(key: String, value: JSONValue)], _ field: StaticString
  ) -> Int {
    services.reduce(0) { $0 &+ ($1.value[field]?.int ?? 0) }
  }

  private static func span(_ value: JSONValue) -> TraceSummary.MatchedSpan? {
    guard let id = value["spanID"]?.string.flatMap({ SpanID(hex: $0) }) else { return nil }
    return TraceSummary.MatchedSpan(
      id: id, name: value["name"]?.string ?? "",
      start: value["startTimeUnixNano"]?.nanosecondsInstant ?? .epoch,
      durationNanoseconds: max(0, value["durationNanos"]?.int64 ?? 0),
      attributes: AttributeReader.list(value["attributes"]))
  }
}

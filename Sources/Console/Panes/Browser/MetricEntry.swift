internal import Telemetry

/// One metric as a person thinks of it: a histogram is one, however many series names it has.
struct MetricEntry: Hashable, Sendable {
  /// What a query begins with: `http_requests_total`, or `request_seconds` of `request_seconds_bucket`.
  let name: String
  let type: MetricType
  let help: String
  let unit: String
  /// The series names it is stored under, ascending: `x_bucket`, `x_count`, `x_sum`.
  let members: [String]
  /// How many series it has; `nil` where no server told.
  let series: Int64?
  /// The servers that have it, in order of name.
  let sources: [SourceID]
  /// Name and help in lower case, for the filter.
  let searchable: [UInt8]

  init(
    name: String, type: MetricType, help: String, unit: String, members: [String], series: Int64?,
    sources: [SourceID]
  ) {
    self.name = name
    self.type = type
    self.help = help
    self.unit = unit
    self.members = members
    self.series = series
    self.sources = sources
    searchable = Array("\(name)\n\(help)".lowercased().utf8)
  }

  /// The series name whose labels say most: a classic histogram's buckets carry `le` as well.
  var telling: String { members.first { $0 == name + "_bucket" } ?? members.first ?? name }
}

/// What a metric measures, as its exporter says, or as its name lets guess.
enum MetricType: String, Hashable, Sendable, CaseIterable {
  case counter, gauge, histogram, summary, info, stateset
  /// The result of a recording rule.
  case recorded
  case unknown

  /// - Parameter text: As servers write it; `gaugehistogram` is a histogram, anything new is unknown.
  init(written text: String) {
    self = text == "gaugehistogram" ? .histogram : MetricType(rawValue: text) ?? .unknown
  }

  /// What a name without metadata lets guess.
  init(guessedFrom name: String) {
    if name.utf8.contains(UInt8(ascii: ":")) {
      self = .recorded
    } else if name.hasSuffix("_total") {
      self = .counter
    } else if name.hasSuffix("_info") {
      self = .info
    } else {
      self = .unknown
    }
  }
}

public import Telemetry

/// The fields of a query's lines: those the server detected, joined with those of the loaded lines.
public struct FieldList: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public var name: String
    public var place: FieldTally.Place
    public var type: FieldType
    /// Different values: the server's estimate where it has one, else those among the loaded lines.
    public var cardinality: Int
    /// Whether `cardinality` is the server's.
    public var isDetected: Bool
    /// Counts, shares and statistics; `nil` where no loaded line has the field.
    public var loaded: FieldTally.Field?

    /// What asks the server about it.
    public var query: FieldQuery { FieldQuery(name, at: place, type: type) }
  }

  /// By place, then name.
  public let entries: [Entry]

  /// - Parameters:
  ///   - labels: What `detected_labels` answered, of all sources.
  ///   - fields: What `detected_fields` answered, of all sources.
  ///   - loaded: The loaded lines; see `FieldTally`.
  public init(labels: [LogField] = [], fields: [LogField] = [], loaded: FieldTally, top: Int = 10) {
    var entries: [FieldTally.Key: Entry] = [:]
    for (found, isLabel) in labels.map({ ($0, true) }) + fields.map({ ($0, false) }) {
      let place = isLabel ? FieldTally.Place.label : FieldTally.Place(detected: found)
      let key = FieldTally.Key(name: found.name, place: place)
      let type = FieldType(rawValue: found.type) ?? .string
      var entry =
        entries[key]
        ?? Entry(name: found.name, place: place, type: type, cardinality: 0, isDetected: true, loaded: nil)
      // Several servers may share values: the largest is the surest bound.
      entry.cardinality = max(entry.cardinality, found.cardinality)
      entry.type = entry.type.joined(with: type)
      entries[key] = entry
    }
    for field in loaded.fields(top: top) {
      let key = FieldTally.Key(name: field.name, place: field.place)
      var entry =
        entries[key]
        ?? Entry(
          name: field.name, place: field.place, type: field.type, cardinality: field.cardinality,
          isDetected: false, loaded: nil)
      entry.loaded = field
      entry.cardinality = max(entry.cardinality, field.cardinality)
      entries[key] = entry
    }
    self.entries = entries.values.sorted { ($0.place, $0.name) < ($1.place, $1.name) }
  }
}

extension FieldTally.Place {
  /// Where a field stands that the server detected: without a parser it is structured metadata.
  public init(detected field: LogField) {
    switch field.parsers.first {
    case "json": self = .json
    case "logfmt": self = .logfmt
    case nil: self = .metadata
    default: self = .parsed
    }
  }
}

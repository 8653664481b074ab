public import Telemetry

/// What the loaded lines hold: every field with its values counted.
///
/// Kept while lines are added. Both the fields and the values of each are bounded; what is beyond is
/// counted but not told apart.
public struct FieldTally: Sendable {
  /// Where a field stands, which decides how a query may ask for it.
  public enum Place: Hashable, Sendable, Comparable {
    /// A label of the stream: it belongs into the selector.
    case label
    case metadata
    /// Made by the query's own parsers.
    case parsed
    /// In the text of the lines: a query needs the parser first.
    case json, logfmt

    /// The stage of LogQL that makes a label of it; `nil` where it is one.
    public var parser: String? {
      switch self {
      case .json: "json"
      case .logfmt: "logfmt"
      case .label, .metadata, .parsed: nil
      }
    }
  }

  public struct Value: Hashable, Sendable {
    public var text: String
    public var count: Int
    /// Of the lines that have the field, 0 to 1.
    public var share: Double

    public init(text: String, count: Int, share: Double) {
      self.text = text
      self.count = count
      self.share = share
    }
  }

  public struct Field: Hashable, Sendable {
    public var name: String
    public var place: Place
    public var type: FieldType
    /// Lines that have it.
    public var count: Int
    /// Different values; where `isCapped` there are more.
    public var cardinality: Int
    public var isCapped: Bool
    /// The most frequent first.
    public var values: [Value]
    /// Only of numbers.
    public var statistics: NumberStatistics?
  }

  struct Key: Hashable {
    var name: String
    var place: Place
  }

  let fieldLimit: Int
  let valueLimit: Int
  /// Lines looked at.
  public private(set) var lines = 0
  private var columns: [Key: FieldColumn] = [:]

  public init(fieldLimit: Int = 500, valueLimit: Int = 5000) {
    self.fieldLimit = fieldLimit
    self.valueLimit = valueLimit
  }

  /// Of a range of loaded lines.
  public init(_ buffer: LogBuffer, in range: Range<Int>? = nil, fieldLimit: Int = 500, valueLimit: Int = 5000)
  {
    self.init(fieldLimit: fieldLimit, valueLimit: valueLimit)
    for index in (range ?? buffer.indices).clamped(to: buffer.indices) { add(buffer.line(at: index)) }
  }

  public mutating func add(_ line: LogLine) {
    lines += 1
    for (labels, place) in [(line.labels, Place.label), (line.metadata, .metadata), (line.parsed, .parsed)] {
      for pair in labels.pairs { count(pair.name, place, pair.value) }
    }
    // What the query's parser has found is not read a second time.
    guard line.parsed.isEmpty else { return }
    var text = line.line
    let found = text.withUTF8 { LineFields($0) }
    guard let place = found.parser.map({ $0 == .json ? Place.json : .logfmt }) else { return }
    var seen = Set<String>()
    for field in found.fields where seen.insert(field.name).inserted {
      count(field.name, place, field.value)
    }
  }

  private mutating func count(_ name: String, _ place: Place, _ value: String) {
    let key = Key(name: name, place: place)
    guard columns[key] != nil || columns.count < fieldLimit else { return }
    columns[key, default: FieldColumn()].add(value, limit: valueLimit)
  }

  /// By place, then name.
  ///
  /// - Parameter top: Values given of each.
  public func fields(top: Int = 10) -> [Field] {
    columns.sorted { ($0.key.place, $0.key.name) < ($1.key.place, $1.key.name) }
      .map { field($0.key, $0.value, top: top) }
  }

  /// One field with more of its values; `nil` when no line has it.
  public func field(_ name: String, _ place: Place, top: Int = 100) -> Field? {
    let key = Key(name: name, place: place)
    return columns[key].map { field(key, $0, top: top) }
  }

  private func field(_ key: Key, _ column: FieldColumn, top: Int) -> Field {
    let ranked = column.counts.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
    let values = ranked.prefix(top).map {
      Value(text: $0.key, count: $0.value, share: Double($0.value) / Double(max(1, column.total)))
    }
    return Field(
      name: key.name, place: key.place, type: column.type ?? .string, count: column.total,
      cardinality: column.counts.count, isCapped: column.isCapped, values: values,
      statistics: column.statistics)
  }
}

/// One step of a log pipeline.
public struct LogStage: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case lineFilter(LineFilter)
    /// Without extractions everything is extracted, nested names joined with `_`.
    case json([FieldExtraction])
    case logfmt(strict: Bool, keepEmpty: Bool, [FieldExtraction])
    case pattern(String)
    case regexp(String)
    case unpack
    case labelFilter(LabelCondition)
    case lineFormat(String)
    case labelFormat([LabelAssignment])
    case decolorize
    case drop([LabelChoice])
    case keep([LabelChoice])
    case unwrap(Unwrap)
  }

  public var kind: Kind
  /// From the bar or the filter operator to the stage's last character.
  public var range: TextRange

  public init(_ kind: Kind, range: TextRange = TextRange(0, 0)) {
    self.kind = kind
    self.range = range
  }
}

/// `|= "a" or "b"`: keeps or refuses lines by their text.
public struct LineFilter: Hashable, Sendable {
  public enum Operator: String, Hashable, Sendable, CaseIterable {
    case contains = "|="
    case excludes = "!="
    case matches = "|~"
    case notMatches = "!~"
    case fits = "|>"
    case notFits = "!>"

    public var isNegated: Bool { rawValue.first == "!" }
  }

  public enum Operand: Hashable, Sendable {
    case text(String)
    /// An address, a CIDR block or a range `a-b`.
    case ip(String)
  }

  public var op: Operator
  /// At least one; a negated filter refuses a line that has any of them.
  public var operands: [Operand]

  public init(_ op: Operator, _ operands: [Operand]) {
    self.op = op
    self.operands = operands
  }
}

/// `label="expression"` of the json and logfmt parsers.
public struct FieldExtraction: Hashable, Sendable {
  public var label: String
  public var expression: String

  public init(_ label: String, _ expression: String) {
    self.label = label
    self.expression = expression
  }
}

/// One assignment of `label_format`.
public struct LabelAssignment: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    /// Renames: the old label disappears.
    case label(String)
    case template(String)
  }

  public var label: String
  public var source: Source

  public init(_ label: String, _ source: Source) {
    self.label = label
    self.source = source
  }
}

/// An item of `drop` or `keep`: a label, perhaps only when its value matches.
public enum LabelChoice: Hashable, Sendable {
  case name(String)
  case matcher(Matcher)
}

/// Turns a label into the number that range aggregations work on.
public struct Unwrap: Hashable, Sendable {
  public enum Conversion: String, Hashable, Sendable, CaseIterable {
    case duration
    case durationSeconds = "duration_seconds"
    case bytes
  }

  public var label: String
  /// `nil` reads a plain number.
  public var conversion: Conversion?

  public init(_ label: String, as conversion: Conversion? = nil) {
    self.label = label
    self.conversion = conversion
  }
}

extension LineChart {
  /// A point that can be followed, such as an exemplar.
  public struct Marker: Hashable, Sendable {
    public var point: ChartPoint
    public var role: Role
    /// Which vertical axis the value belongs to.
    public var side: Side

    public init(_ point: ChartPoint, _ role: Role = .marker, side: Side = .left) {
      self.point = point
      self.role = role
      self.side = side
    }
  }

  /// A value that means something: a dashed line through the plot, its label at the right end.
  /// Out of range, an arrow with the label says on which side.
  public struct Threshold: Hashable, Sendable {
    public var value: Double
    public var role: Role
    public var label: String
    /// Which vertical axis the value belongs to.
    public var side: Side

    public init(_ value: Double, _ role: Role, label: String = "", side: Side = .left) {
      self.value = value
      self.role = role
      self.label = label
      self.side = side
    }
  }

  /// Something that happened, at an instant or over a span of time: a glyph on the horizontal axis.
  public struct Annotation: Hashable, Sendable {
    public var start: Double
    /// `nil` for an instant.
    public var end: Double?
    public var role: Role
    /// One cell wide; anything else is drawn as `▲`.
    public var glyph: Character
    /// Shown where there is room.
    public var label: String

    public init(
      _ start: Double, end: Double? = nil, _ role: Role = .warning, glyph: Character = "▲",
      label: String = ""
    ) {
      self.start = start
      self.end = end
      self.role = role
      self.glyph = glyph
      self.label = label
    }
  }
}

/// A column of a table and how it gives way.
public struct TableColumn: Hashable, Sendable {
  public enum Alignment: Hashable, Sendable { case left, right }

  public var title: String
  public var alignment: Alignment
  /// Cells it must have to be of use, and cells it likes to have.
  public var minWidth: Int
  public var idealWidth: Int
  /// Columns with the highest number are dropped first when the table is too wide.
  public var priority: Int
  /// Whether it takes the room that is left over.
  public var isFlexible: Bool

  public init(
    _ title: String, alignment: Alignment = .left, min: Int, ideal: Int, priority: Int = 0,
    isFlexible: Bool = false
  ) {
    self.title = title
    self.alignment = alignment
    minWidth = Swift.max(1, min)
    idealWidth = Swift.max(Swift.max(1, min), ideal)
    self.priority = priority
    self.isFlexible = isFlexible
  }
}

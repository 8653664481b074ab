/// A loaded line's place, which stays its own while lines come and go at either end.
public struct LogPosition: Hashable, Comparable, Sendable {
  /// Negative for lines that were put in front of the first ones.
  public var number: Int

  public init(_ number: Int) { self.number = number }

  public static func < (a: LogPosition, b: LogPosition) -> Bool { a.number < b.number }
}

/// A cell's place: column and row from the top left, from 0.
public struct Point: Hashable, Sendable {
  public var x: Int
  public var y: Int

  public init(_ x: Int, _ y: Int) {
    self.x = x
    self.y = y
  }
}

/// Columns and rows.
public struct Size: Hashable, Sendable {
  public var width: Int
  public var height: Int

  public init(_ width: Int, _ height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }
}

/// A rectangle of cells; `maxX` and `maxY` lie just outside.
public struct Rect: Hashable, Sendable {
  public var origin: Point
  public var size: Size

  public init(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
    origin = Point(x, y)
    size = Size(width, height)
  }

  public init(_ size: Size) { self.init(0, 0, size.width, size.height) }

  public var minX: Int { origin.x }
  public var minY: Int { origin.y }
  public var maxX: Int { origin.x + size.width }
  public var maxY: Int { origin.y + size.height }
  public var width: Int { size.width }
  public var height: Int { size.height }
  public var isEmpty: Bool { width == 0 || height == 0 }

  public func contains(_ point: Point) -> Bool {
    (minX..<maxX).contains(point.x) && (minY..<maxY).contains(point.y)
  }

  public func intersection(_ other: Rect) -> Rect {
    let (x, y) = (max(minX, other.minX), max(minY, other.minY))
    return Rect(x, y, min(maxX, other.maxX) - x, min(maxY, other.maxY) - y)
  }

  /// Smaller by so many cells on each side; never negative.
  public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
    Rect(minX + left, minY + top, width - left - right, height - top - bottom)
  }

  /// One row of the rectangle, counted from its top; empty when outside.
  public func row(_ index: Int) -> Rect { rows(index, 1) }

  /// `count` rows from `index`, cut to the rectangle.
  public func rows(_ index: Int, _ count: Int) -> Rect {
    intersection(Rect(minX, minY + index, width, count))
  }

  /// Cut into a top part of `height` rows and the rest below.
  public func split(top height: Int) -> (top: Rect, bottom: Rect) {
    let cut = min(max(0, height), self.height)
    return (Rect(minX, minY, width, cut), Rect(minX, minY + cut, width, self.height - cut))
  }

  public func split(bottom height: Int) -> (top: Rect, bottom: Rect) {
    split(top: self.height - min(max(0, height), self.height))
  }

  public func split(left width: Int) -> (left: Rect, right: Rect) {
    let cut = min(max(0, width), self.width)
    return (Rect(minX, minY, cut, height), Rect(minX + cut, minY, self.width - cut, height))
  }

  public func split(right width: Int) -> (left: Rect, right: Rect) {
    split(left: self.width - min(max(0, width), self.width))
  }
}

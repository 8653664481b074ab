/// The places on the horizontal axis where a crosshair can rest.
struct Stops {
  /// Ascending, each once.
  let places: [Double]

  /// - Parameter places: In any order, without NaN.
  init(_ places: [Double]) {
    var unique = [Double]()
    for place in places.sorted() where place != unique.last { unique.append(place) }
    self.places = unique
  }

  /// The stop `offset` places right of `x` (left when negative), ending at the edges; from nowhere,
  /// the last one. `nil` without stops.
  func stop(from x: Double?, by offset: Int) -> Double? {
    guard let last = places.last else { return nil }
    guard let x else { return last }
    // Index of the first stop at or after x; between two stops a step to the right lands on it.
    let next = places.firstIndex { $0 >= x } ?? places.count
    let isOnStop = next < places.count && places[next] == x
    let (sum, overflow) = next.addingReportingOverflow(
      isOnStop || offset <= 0 ? offset : offset - 1)
    return places[overflow ? (offset < 0 ? 0 : places.count - 1) : min(max(0, sum), places.count - 1)]
  }

  /// The element `offset` places after `current`, ending at the edges; from nowhere, the first or,
  /// going back, the last.
  static func hop(_ order: [Int], from current: Int?, by offset: Int) -> Int? {
    guard let first = order.first, let last = order.last else { return nil }
    guard let current, let place = order.firstIndex(of: current) else {
      return offset < 0 ? last : first
    }
    let (sum, overflow) = place.addingReportingOverflow(offset)
    if overflow { return offset < 0 ? first : last }
    return order[min(max(0, sum), order.count - 1)]
  }
}

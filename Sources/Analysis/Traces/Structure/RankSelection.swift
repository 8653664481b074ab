/// Finds the value of a rank without putting all values in order.
enum RankSelection {
  /// The nearest-rank quantile of at least one value; rearranges the values.
  static func quantile(_ share: Double, of values: inout [Int64]) -> Int64 {
    let rank = Int((share * Double(values.count)).rounded(.up))
    return values.withUnsafeMutableBufferPointer { value(ofRank: min($0.count, max(1, rank)) - 1, in: &$0) }
  }

  /// Hoare's selection: parts the values around one of them until the rank's place is settled.
  private static func value(ofRank rank: Int, in values: inout UnsafeMutableBufferPointer<Int64>) -> Int64 {
    var (low, high) = (0, values.count - 1)
    while low < high {
      let pivot = values[low + (high - low) / 2]
      var (i, j) = (low, high)
      while i <= j {
        while values[i] < pivot { i += 1 }
        while values[j] > pivot { j -= 1 }
        guard i <= j else { break }
        values.swapAt(i, j)
        (i, j) = (i + 1, j - 1)
      }
      if rank <= j { high = j } else if rank >= i { low = i } else { break }
    }
    return values[rank]
  }
}

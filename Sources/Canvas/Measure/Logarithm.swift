/// Logarithms without a C library: Canvas imports nothing.
enum Logarithm {
  /// To base ten, of a positive finite number; exact to about 13 digits.
  ///
  /// x = m · 2ᵉ with m in 1..<2, and ln m = 2 artanh z with z = (m − 1) / (m + 1) below a third, whose
  /// series gains a digit with every term.
  static func base10(_ x: Double) -> Double {
    let z = (x.significand - 1) / (x.significand + 1)
    var power = z
    var sum = 0.0
    for k in 0..<14 {
      sum += power / Double(2 * k + 1)
      power *= z * z
    }
    let ln2 = 0.693_147_180_559_945_3
    let ln10 = 2.302_585_092_994_045_7
    return (Double(x.exponent) * ln2 + 2 * sum) / ln10
  }
}

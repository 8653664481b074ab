#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// `^`, the one operator the standard library leaves to the C library.
enum Power {
  static func raise(_ base: Double, to exponent: Double) -> Double { pow(base, exponent) }
}

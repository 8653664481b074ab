/// The sizes every screen is kept at: the smallest terminal in use, a usual one, a whole monitor.
enum ScreenSize {
  static let all = [(80, 24), (120, 36), (200, 60)]
}

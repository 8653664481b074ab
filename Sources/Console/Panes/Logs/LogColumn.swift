internal import Analysis
internal import Canvas
internal import Telemetry

/// A field that stands in a column of its own.
struct LogColumn: Hashable, Sendable {
  let name: String
  /// In cells, so that most of its values fit.
  let width: Int

  /// As wide as the values around a line need, within bounds.
  init(_ name: String, in buffer: LogBuffer, around index: Int) {
    let near = max(0, index - 100)..<min(buffer.count, index + 100)
    let widest = near.lazy.map { Self.value(of: name, in: buffer, at: $0).cellWidth }.max() ?? 0
    self.name = name
    width = min(24, max(4, widest))
  }

  func value(in buffer: LogBuffer, at index: Int) -> String { Self.value(of: name, in: buffer, at: index) }

  private static func value(of name: String, in buffer: LogBuffer, at index: Int) -> String {
    buffer.value(of: name, at: index) ?? "–"
  }
}

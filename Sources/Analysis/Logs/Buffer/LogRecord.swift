/// What a buffer keeps of a line besides its bytes: 32 of them.
struct LogRecord: Sendable {
  /// Nanoseconds since the Unix epoch.
  var time: Int64
  /// Where the line begins in its segment's text; it ends where the next begins.
  var textStart: UInt32
  /// Where its field values begin in its segment's fields.
  var fieldsStart: UInt32
  /// Which labels of `LogNames`.
  var stream: UInt32
  /// Which field names of `LogNames`.
  var shape: UInt32
  var level: LevelReading
}

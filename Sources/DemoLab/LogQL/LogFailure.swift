/// Why Loki refuses a query: the plain text it would answer with status 400.
struct LogFailure: Error, Hashable {
  var message: String

  init(_ message: String) { self.message = message }

  static func unsupportedRegex(_ reason: String, in pattern: String) -> LogFailure {
    LogFailure("parse error : error parsing regexp: \(reason): `\(pattern)`")
  }
}

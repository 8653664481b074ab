import Analysis
import Telemetry

extension TraceSketch {
  /// As `trace`, with `service:name` for names, and after the times `!` for an error, a kind such as
  /// `client`, and attributes as `key=value` (whole numbers where they look so).
  ///
  /// ```
  /// web:GET 0-100 server
  ///   db:SELECT 10-40 ! db.system=sqlite rows=12
  /// ```
  static func services(_ drawing: String, id: UInt64 = 2) -> Trace {
    let lines = drawing.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    var trace = trace(drawing)
    trace.id = TraceID(high: 1, low: id)!
    var services: [String] = []
    for (index, words) in lines.enumerated() {
      let (service, name) = split(words[0], at: ":")
      if !services.contains(service) { services.append(service) }
      trace.spans[index].name = name
      trace.spans[index].resource = services.firstIndex(of: service)!
      trace.spans[index].status = words.contains("!") ? .error : .unset
      for word in words.dropFirst(2) where word != "!" {
        let (key, value) = split(word, at: "=")
        if let kind = SpanKind.allCases.first(where: { $0.name == word }) {
          trace.spans[index].kind = kind
        } else {
          trace.spans[index].attributes.append(Attribute(key, Int64(value).map { .int($0) } ?? .string(value)))
        }
      }
    }
    trace.resources = services.map { Resource(attributes: [Attribute("service.name", .string($0))]) }
    return trace
  }

  static func tree(_ drawing: String, id: UInt64 = 2) -> TraceTree { TraceTree(services(drawing, id: id)) }

  private static func split(_ word: String, at separator: Character) -> (String, String) {
    let parts = word.split(separator: separator, maxSplits: 1).map(String.init)
    return (parts[0], parts.count > 1 ? parts[1] : "")
  }
}

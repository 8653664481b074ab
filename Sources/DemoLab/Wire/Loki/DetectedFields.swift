internal import Languages
internal import Telemetry

/// Fields found by trying the parsers on lines.
struct DetectedFields {
  struct Field {
    var name: String
    var values: Set<String> = []
    /// `nil` for structured metadata.
    var parser: String?
    var jsonPath: [String] = []

    /// Loki's guess from the values seen: the narrowest type that fits them all.
    var type: String {
      func all(_ test: (String) -> Bool) -> Bool { values.allSatisfy(test) }
      if all({ Int64($0) != nil }) { return "int" }
      if all({ Double($0) != nil }) { return "float" }
      if all({ $0 == "true" || $0 == "false" }) { return "boolean" }
      if all({ LogUnits.duration($0) != nil }) { return "duration" }
      return all({ LogUnits.bytes($0) != nil }) ? "bytes" : "string"
    }
  }

  private(set) var fields: [String: Field] = [:]

  init(in lines: [LogLine]) {
    for line in lines {
      for pair in line.metadata.pairs { add(pair.name, pair.value, nil, []) }
      if let json = JSONText(line.line), case .object = json {
        json.flattened { name, path, value in
          if line.metadata[name] == nil, line.labels[name] == nil { add(name, value, "json", path) }
        }
      } else {
        for (key, value) in LogfmtText(line.line).pairs where !value.isEmpty {
          let name = JSONText.sanitised(key)
          if line.metadata[name] == nil, line.labels[name] == nil { add(name, value, "logfmt", []) }
        }
      }
    }
  }

  private mutating func add(_ name: String, _ value: String, _ parser: String?, _ path: [String]) {
    fields[name, default: Field(name: name, parser: parser, jsonPath: path)].values.insert(value)
  }
}

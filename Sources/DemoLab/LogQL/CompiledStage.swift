internal import Languages
internal import Telemetry

/// One stage ready to run on entries.
struct CompiledStage {
  /// Answers whether the entry stays.
  let run: (inout LogEntry) -> Bool

  private init(_ run: @escaping (inout LogEntry) -> Bool) { self.run = run }

  /// - Throws: `LogFailure` for patterns and templates Loki would refuse.
  init(_ stage: LogStage) throws(LogFailure) {
    switch stage.kind {
    case .lineFilter(let filter): self = try Self.lineFilter(filter)
    case .json(let fields): self = Self.json(fields)
    case .logfmt(let strict, let keepEmpty, let fields): self = Self.logfmt(strict, keepEmpty, fields)
    case .pattern(let text):
      let pattern = try WildcardPattern(text, needsName: true)
      self.init { entry in
        for (name, value) in pattern.captures(in: entry.line) { entry.extract(name, value) }
        return true
      }
    case .regexp(let text): self = try Self.regexp(text)
    case .unpack: self = Self.unpack()
    case .labelFilter(let condition):
      let compiled = try CompiledCondition(condition)
      self.init { compiled.accepts(&$0) }
    case .lineFormat(let text):
      let template = try LineTemplate(text)
      self.init { entry in
        entry.line = template.text(line: entry.line, field: entry.value)
        return true
      }
    case .labelFormat(let assignments): self = try Self.labelFormat(assignments)
    case .decolorize:
      self.init { entry in
        entry.line = Self.withoutColours(entry.line)
        return true
      }
    case .drop(let choices): self = try Self.choosing(choices, keeps: false)
    case .keep(let choices): self = try Self.choosing(choices, keeps: true)
    case .unwrap: self.init { _ in true }
    }
  }

  private static func lineFilter(_ filter: LineFilter) throws(LogFailure) -> CompiledStage {
    var tests: [(String) -> Bool] = []
    for operand in filter.operands { tests.append(try lineTest(filter.op, operand)) }
    let isNegated = filter.op.isNegated
    return CompiledStage { entry in tests.contains { $0(entry.line) } != isNegated }
  }

  private static func lineTest(
    _ op: LineFilter.Operator, _ operand: LineFilter.Operand
  ) throws(LogFailure) -> (String) -> Bool {
    switch (operand, op) {
    case (.ip(let text), _):
      let pattern = try AddressPattern(text)
      return { pattern.occurs(in: $0) }
    case (.text(let text), .contains), (.text(let text), .excludes):
      let needle = Array(text.utf8)
      return { $0.containsBytes(needle) }
    case (.text(let text), .matches), (.text(let text), .notMatches):
      let pattern = try LogRegex(text, isAnchored: false)
      return { pattern.matches($0) }
    case (.text(let text), _):
      let pattern = try WildcardPattern(text, needsName: false)
      return { pattern.fits($0) }
    }
  }

  private static func json(_ fields: [FieldExtraction]) -> CompiledStage {
    CompiledStage { entry in
      guard let json = JSONText(entry.line), case .object = json else {
        let looksOpen = entry.line.hasPrefix("{")
        entry.fail(
          "JSONParserErr",
          looksOpen || entry.line.hasPrefix("[")
            ? "Value looks like object, but can't find closing '}' symbol"
            : "Malformed JSON error")
        return true
      }
      if fields.isEmpty {
        json.flattened { name, _, value in entry.extract(name, value) }
      } else {
        for field in fields { entry.extract(field.label, json.value(at: field.expression)?.label ?? "") }
      }
      return true
    }
  }

  private static func logfmt(
    _ strict: Bool, _ keepEmpty: Bool, _ fields: [FieldExtraction]
  ) -> CompiledStage {
    CompiledStage { entry in
      let text = LogfmtText(entry.line)
      if strict, text.isMalformed {
        entry.fail("LogfmtParserErr", "logfmt syntax error : unexpected text")
        return true
      }
      for (key, value) in text.pairs where fields.isEmpty && (keepEmpty || !value.isEmpty) {
        entry.extract(JSONText.sanitised(key), value)
      }
      for field in fields {
        entry.extract(field.label, text.pairs.first { $0.key == field.expression }?.value ?? "")
      }
      return true
    }
  }

  private static func regexp(_ text: String) throws(LogFailure) -> CompiledStage {
    let regex = try LogRegex.regex(text)
    guard text.contains("(?P<") || text.contains("(?<") else {
      throw LogFailure("parse error : at least one named capture must be supplied")
    }
    return CompiledStage { entry in
      guard let match = try? regex.firstMatch(in: entry.line) else { return true }
      for capture in match.output {
        if let name = capture.name, let value = capture.substring { entry.extract(name, String(value)) }
      }
      return true
    }
  }

  private static func unpack() -> CompiledStage {
    CompiledStage { entry in
      guard let json = JSONText(entry.line), case .object(let fields, _) = json else {
        entry.fail("JSONParserErr", "expecting json object, but it is not")
        return true
      }
      for (key, value) in fields {
        guard case .string(let text) = value else { continue }
        if key == "_entry" { entry.line = text } else { entry.extract(key, text) }
      }
      return true
    }
  }

  private static func labelFormat(_ assignments: [LabelAssignment]) throws(LogFailure) -> CompiledStage {
    var steps: [(inout LogEntry) -> Void] = []
    for assignment in assignments {
      switch assignment.source {
      case .label(let old):
        steps.append { entry in
          guard let value = entry.value(old) else { return }
          entry.assign(old, nil)
          entry.assign(assignment.label, value)
        }
      case .template(let text):
        let template = try LineTemplate(text)
        steps.append { entry in
          entry.assign(assignment.label, template.text(line: entry.line, field: entry.value))
        }
      }
    }
    return CompiledStage { entry in
      for step in steps { step(&entry) }
      return true
    }
  }

  private static func choosing(_ choices: [LabelChoice], keeps: Bool) throws(LogFailure) -> CompiledStage {
    var patterns: [(name: String, pattern: LabelPattern?)] = []
    for choice in choices {
      switch choice {
      case .name(let name): patterns.append((name, nil))
      case .matcher(let matcher): patterns.append((matcher.name, try LabelPattern(matcher)))
      }
    }
    return CompiledStage { entry in
      for pair in entry.allLabels.pairs {
        let chosen = patterns.contains { $0.name == pair.name && $0.pattern?.accepts(pair.value) ?? true }
        let isOwn = keeps && pair.name.hasPrefix("__error")
        if chosen != keeps, !isOwn { entry.assign(pair.name, nil) }
      }
      return true
    }
  }

  /// The line without ANSI escape sequences.
  private static func withoutColours(_ line: String) -> String {
    var out: [UInt8] = []
    var rest = Array(line.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == 0x1B, rest.first == UInt8(ascii: "[") else {
        out.append(byte)
        continue
      }
      rest = rest.drop { !(0x40...0x7E).contains($0) || $0 == UInt8(ascii: "[") }.dropFirst()
    }
    return String(decoding: out, as: UTF8.self)
  }
}

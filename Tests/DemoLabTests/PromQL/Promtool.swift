import Foundation
import Languages
import Telemetry

/// Asks Debian's `promtool test rules` what it thinks of our answers.
enum Promtool {
  static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { "\($0)/promtool" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// What `promtool` answers to each question, by the text of the question.
  ///
  /// Every expectation is deliberately wrong (one sample no query can give), so that promtool
  /// prints its own answer to each.
  static func answers(
    to questions: [String], rows: [(labels: Labels, values: String)], at seconds: Int
  ) throws -> [String: [Labels: Double]] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("test.yml")
    try yaml(questions, rows, seconds).write(to: file, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = path.map { URL(fileURLWithPath: $0) }
    process.arguments = ["test", "rules", file.path]
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return read(output)
  }

  private static func yaml(
    _ questions: [String], _ rows: [(labels: Labels, values: String)], _ seconds: Int
  ) -> String {
    var lines = ["rule_files: []", "evaluation_interval: 1s", "tests:", "- interval: 15s"]
    lines.append("  input_series:")
    for row in rows {
      lines.append("  - series: '\(row.labels)'")
      lines.append("    values: '\(row.values)'")
    }
    lines.append("  promql_expr_test:")
    for question in questions {
      lines.append("  - expr: '\(question.replacingOccurrences(of: "'", with: "''"))'")
      lines.append("    eval_time: \(seconds)s")
      lines.append("    exp_samples: [{labels: 'nothing{}', value: 0}]")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The report has a line `expr: "…", time: 20m,` and below it one `got: {a="b"} 1E+00, …`.
  private static func read(_ output: String) -> [String: [Labels: Double]] {
    var answers: [String: [Labels: Double]] = [:]
    var question = ""
    for line in output.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) {
      if line.hasPrefix("expr: "), let end = line.range(of: "\", time:") {
        let quoted = line[line.index(line.startIndex, offsetBy: 7)..<end.lowerBound]
        question = quoted.replacingOccurrences(of: "\\\"", with: "\"")
          .replacingOccurrences(of: "\\\\", with: "\\")
      } else if line.hasPrefix("got:") {
        answers[question] = samples(line.dropFirst(4).trimmingCharacters(in: .whitespaces))
      }
    }
    return answers
  }

  /// `{a="b"} 1E+00, {} +Inf`; `nil` for an empty vector.
  private static func samples(_ text: String) -> [Labels: Double] {
    var samples: [Labels: Double] = [:]
    var (labels, value, isQuoted, depth) = ("", "", false, 0)
    for character in text + ",{" {
      if character == "\"" && !labels.hasSuffix("\\") { isQuoted.toggle() }
      if character == "{" && !isQuoted {
        let number = value.filter { $0 != " " && $0 != "," }
        if !labels.isEmpty, let read = Double(number) { samples[parsed(labels)] = read }
        (labels, value, depth) = ("", "", 1)
      }
      if depth > 0 { labels.append(character) } else { value.append(character) }
      if character == "}" && !isQuoted { depth = 0 }
    }
    return samples
  }

  private static func parsed(_ text: String) -> Labels {
    let matchers = (try? PromQL.parse(text))?.selectors.first?.matchers ?? []
    return Labels(matchers.map { Labels.Pair($0.name, $0.value) })
  }
}

import Analysis
import Foundation
import Reports
import Settings
import Testing

/// Prometheus' own tool reads what we write.
@Suite(.enabled(if: PromtoolCheck.path != nil, "promtool is not on PATH")) struct PromtoolCheckTests {
  static let specs = [
    SpecSketch.sloth, SpecSketch.kubernetes, SpecSketch.openSLO,
    SpecSketch.pyrra("ratio: {errors: {metric: 'a{code=~\"5..\"}'}, total: {metric: a}, grouping: [handler]}"),
    SpecSketch.pyrra("latency: {success: {metric: 'a_bucket{le=\"1\"}'}, total: {metric: a_count}}", window: "7d"),
    SpecSketch.pyrra("latencyNative: {latency: 1s, total: {metric: a}}"),
    SpecSketch.pyrra("bool_gauge: {metric: probe_success, grouping: [target]}", window: "30d"),
  ]

  @Test(arguments: specs) func acceptsTheRules(text: String) throws {
    let read = SpecSketch.read(text)
    #expect(read.mistakes.isEmpty && !read.specs.isEmpty)
    let groups = read.specs.flatMap { ObjectiveRules($0, version: "test").groups }
    let (status, output) = try PromtoolCheck.run(RulesReport(groups).yaml)
    #expect(status == 0, "\(output)")
    #expect(output.contains("SUCCESS: \(groups.map(\.rules.count).reduce(0, +)) rules found"), "\(output)")
  }
}

enum PromtoolCheck {
  static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { "\($0)/promtool" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static func run(_ rules: String) throws -> (status: Int32, output: String) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".yml")
    try rules.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = path.map { URL(fileURLWithPath: $0) }
    process.arguments = ["check", "rules", "--lint-fatal", file.path]
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}

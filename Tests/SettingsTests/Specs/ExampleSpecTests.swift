import Analysis
import Foundation
import Settings
import Telemetry
import Testing

@Suite struct ExampleSpecTests {
  @Test func theHomelabsObjectivesAreWithoutMistake() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Examples/slo/homelab.yaml").path
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let read = SpecFiles(reading: [file], files: FileSketch(files: [file: text]).access)
    #expect(read.mistakes.isEmpty)
    #expect(read.specs.map(\.id) == ["jellyfin-availability", "authentik-availability", "argocd-sync"])
    #expect(read.specs.map(\.percent) == [99.5, 99.9, 99])
    #expect(read.specs.allSatisfy { ObjectiveRules($0, version: "test").groups.count == 3 })
  }
}

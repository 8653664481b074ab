import Foundation
import Settings
import Testing

/// Provisioning files of others, which stay where they are: the environment names the folder above them.
@Suite struct CorpusTests {
  private static let folder = ProcessInfo.processInfo.environment["NIGHTJAR_CORPUS"]

  @Test(.enabled(if: folder != nil, "NIGHTJAR_CORPUS names no folder of files of others"))
  func readsWhatOthersProvision() throws {
    let folder = try #require(Self.folder) + "/provisioning"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
    #expect(!names.isEmpty)
    for name in names.sorted() {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      let read = try FileSketch.load(
        "include: [/prov/\(name)]", others: ["/prov/\(name)": text])
      #expect(!read.sources.isEmpty, "\(name)")
    }
  }
}

import Foundation
import Settings
import Testing

/// Provisioning files of others, which stay where they are: the environment names the folder above them.
enum Corpus {
  static let folder = ProcessInfo.processInfo.environment["NIGHTJAR_CORPUS"]
  static let absence: Comment = "NIGHTJAR_CORPUS names no folder of files of others"

  static func text(_ name: String) throws -> String {
    try String(contentsOfFile: try #require(folder) + "/provisioning/" + name, encoding: .utf8)
  }

  static func load(_ name: String) throws -> Configuration {
    try FileSketch.load("include: [/prov/\(name)]", others: ["/prov/\(name)": text(name)])
  }
}

@Suite struct CorpusTests {
  @Test(.enabled(if: Corpus.folder != nil, Corpus.absence))
  func readsWhatOthersProvision() throws {
    let folder = try #require(Corpus.folder) + "/provisioning"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
    #expect(!names.isEmpty)
    for name in names.sorted() { #expect(try !Corpus.load(name).sources.isEmpty, "\(name)") }
  }
}

import Foundation
import Telemetry

/// Runbooks in files and folders, as configured. Looked for when one is wanted, so that what was written
/// down a minute ago is found.
struct RunbookFolder: Sendable {
  /// Files, and folders looked through with all that lies below them.
  var paths: [String]

  /// More than anybody wrote by hand.
  private static let limit = 1 << 20

  static let unconfigured = QueryFailure(
    .unsupported, "no runbooks are configured: add runbooks: [folder/] to the configuration")

  /// - Throws: `QueryFailure` that says where it was looked for.
  func runbook(_ key: String) throws -> Runbook {
    guard !paths.isEmpty else { throw Self.unconfigured }
    guard let path = files.first(where: { Runbook.key(of: $0) == key && $0.lowercased().isMarkdown }) else {
      throw QueryFailure(.notFound, "no runbook is called \(key).md in \(paths.joined(separator: ", "))")
    }
    do {
      let bytes = try SystemFiles.bytes(path)
      return Runbook(path: path, text: String(decoding: bytes.prefix(Self.limit), as: UTF8.self))
    } catch {
      throw QueryFailure(.serverFault, "\(error)")
    }
  }

  /// In the order of the configuration, then by name.
  private var files: [String] {
    paths.flatMap { path -> [String] in
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return [] }
      guard isFolder.boolValue else { return [path] }
      let below = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
      return below.sorted().map { path + (path.hasSuffix("/") ? "" : "/") + $0 }
    }
  }
}

extension String {
  fileprivate var isMarkdown: Bool { hasSuffix(".md") || hasSuffix(".markdown") }
}

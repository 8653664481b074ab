/// Queries that were run, kept for later sessions in one file that only its owner may read.
///
/// A line is `language`, a tab and the query, with `\n` for a line break, `\t` and `\\`; the newest
/// comes last. Every change is read, merged and written anew under a lock, and put in place in one
/// step, so that neither two programs at once nor a crash lose what was there.
public struct HistoryFile: Sendable {
  public struct Entry: Hashable, Sendable {
    public var language: String
    public var query: String

    public init(language: String, query: String) {
      self.language = language
      self.query = query
    }
  }

  /// Entries kept of each language.
  public static let limit = 1000
  /// Bytes of the longest query kept.
  public static let longest = 16_384

  private let file: StateFile

  /// - Parameter folder: Where the file lies; made when first needed.
  public init(folder: String) {
    file = StateFile(folder: folder, name: "history", kind: "a history file", largest: 64 << 20)
  }

  /// What of the environment says where the file lies.
  public static let variables = StateFolder.variables

  /// In `$XDG_STATE_HOME/nightjar`, else `~/.local/state/nightjar`; `nil` when neither is known.
  public init?(environment: [String: String]) {
    guard let folder = StateFolder.path(in: environment) else { return nil }
    self.init(folder: folder)
  }

  /// What was kept, the newest last; lines that make no sense are left out.
  ///
  /// - Returns: Nothing, and a line to say, when the file cannot be read.
  public func load() -> (entries: [Entry], complaint: String?) {
    do {
      return (try read(), nil)
    } catch {
      return ([], complain("cannot be read", error))
    }
  }

  /// Adds a query as the newest; one that was there moves.
  ///
  /// - Returns: A line to say when it could not be kept.
  public func add(_ entry: Entry) -> String? {
    guard !entry.query.isEmpty, entry.query.utf8.count <= Self.longest else { return nil }
    do {
      try file.locked {
        var entries = try read()
        entries.removeAll { $0 == entry }
        entries.append(entry)
        try file.write(Self.bounded(entries).map { Self.line(of: $0) + "\n" }.joined())
      }
      return nil
    } catch {
      return complain("is not kept", error)
    }
  }

  private func complain(_ what: String, _ error: any Error) -> String {
    "history \(what): \(file.path): \(error)"
  }

  private func read() throws -> [Entry] {
    try file.read().split(separator: 0x0A).compactMap { Self.entry(of: String(decoding: $0, as: UTF8.self)) }
  }

  // MARK: Lines

  private static func bounded(_ entries: [Entry]) -> [Entry] {
    var counts = [String: Int]()
    let kept = entries.reversed().filter { entry in
      counts[entry.language, default: 0] += 1
      return counts[entry.language, default: 0] <= limit
    }
    return kept.reversed()
  }

  private static func line(of entry: Entry) -> String {
    entry.language + "\t" + LineText.escaped(entry.query)
  }

  private static func entry(of line: String) -> Entry? {
    let parts = line.split(separator: "\t", maxSplits: 1)
    guard parts.count == 2, !line.unicodeScalars.contains("\0") else { return nil }
    return Entry(language: String(parts[0]), query: LineText.unescaped(parts[1]))
  }
}

/// Places, marks and notes of earlier sessions in one file, `trail`, that only its owner may read.
///
/// ```
/// nightjar trail 1
/// place ⇥ homelab ⇥ nightjar://logs?q=… ⇥ …      a kind, a context, what it is called there, then fields
/// mark  ⇥ homelab ⇥ a ⇥ …
/// note  ⇥ homelab ⇥ 1763682067000000000 ⇥ …
/// ```
///
/// A later line of the same kind, context and name replaces the one before. Fields have `\n`, `\t`, `\r`
/// and `\\` for what would end them.
public struct TrailFile: Sendable {
  public struct Line: Hashable, Sendable {
    public var kind: String
    public var context: String
    public var name: String
    public var fields: [String]

    public init(kind: String, context: String, name: String, fields: [String]) {
      (self.kind, self.context, self.name, self.fields) = (kind, context, name, fields)
    }

    func isSame(as other: Line) -> Bool {
      kind == other.kind && context == other.context && name == other.name
    }
  }

  /// What is not this file's first line is a file of somebody else, and left alone.
  static let heading = "nightjar trail 1"
  /// Lines kept of each kind.
  public static let limit = 500
  /// Bytes of the longest line kept.
  public static let longest = 65_536

  private let file: StateFile

  /// - Parameter folder: Where the file lies; made when first needed.
  public init(folder: String) {
    file = StateFile(folder: folder, name: "trail", kind: "a trail of nightjar", largest: 64 << 20)
  }

  /// What was kept, the newest last.
  ///
  /// - Returns: Also a line to say when the file cannot be read, or some of its lines make no sense.
  public func load() -> (lines: [Line], complaint: String?) {
    do {
      let (lines, broken) = try read()
      guard broken > 0 else { return (lines, nil) }
      let are = broken == 1 ? "1 line makes" : "\(broken) lines make"
      return (lines, "\(file.path): \(are) no sense and will be left out")
    } catch {
      return ([], "places of last time cannot be read: \(file.path): \(error)")
    }
  }

  /// Adds a line as the newest of its kind, in place of the one of the same name.
  ///
  /// - Returns: A line to say when it could not be kept.
  public func put(_ line: Line) -> String? {
    guard Self.text(of: line).utf8.count <= Self.longest else {
      return "\(line.kind) is not kept: it is longer than \(Self.longest) bytes"
    }
    return change { lines in
      lines.removeAll(where: line.isSame)
      lines.append(line)
    }
  }

  /// Takes the line of this kind, context and name away; its fields do not matter.
  public func remove(_ line: Line) -> String? {
    change { $0.removeAll(where: line.isSame) }
  }

  private func change(_ change: (inout [Line]) -> Void) -> String? {
    do {
      try file.locked {
        var lines = try read().lines
        change(&lines)
        let texts = [Self.heading] + Self.bounded(lines).map(Self.text)
        try file.write(texts.map { $0 + "\n" }.joined())
      }
      return nil
    } catch {
      return "places, marks and notes are not kept: \(file.path): \(error)"
    }
  }

  // MARK: Lines

  /// - Returns: Also how many lines make no sense.
  private func read() throws -> (lines: [Line], broken: Int) {
    let rows = try file.read().split(separator: 0x0A)
    guard let first = rows.first else { return ([], 0) }
    let heading = String(decoding: first, as: UTF8.self)
    guard heading == Self.heading else {
      throw StateFile.Failure("expected \u{201C}\(Self.heading)\u{201D} as its first line; it is left alone")
    }
    let lines = rows.dropFirst().map(Self.line)
    return (lines.compactMap { $0 }, lines.count { $0 == nil })
  }

  private static func bounded(_ lines: [Line]) -> [Line] {
    var counts = [String: Int]()
    let kept = lines.reversed().filter { line in
      counts[line.kind, default: 0] += 1
      return counts[line.kind, default: 0] <= limit
    }
    return kept.reversed()
  }

  private static func text(of line: Line) -> String {
    ([line.kind, line.context, line.name] + line.fields).map(LineText.escaped).joined(separator: "\t")
  }

  private static func line(of bytes: ArraySlice<UInt8>) -> Line? {
    guard bytes.count <= longest, !bytes.contains(0) else { return nil }
    let parts = bytes.split(separator: 0x09, omittingEmptySubsequences: false).compactMap {
      String(validating: $0, as: UTF8.self).map { LineText.unescaped($0) }
    }
    guard parts.count >= 3, parts.count == bytes.count(where: { $0 == 0x09 }) + 1, !parts[0].isEmpty, !parts[2].isEmpty
    else { return nil }
    return Line(kind: parts[0], context: parts[1], name: parts[2], fields: Array(parts[3...]))
  }
}

internal import Analysis
internal import Reports
internal import Telemetry

/// Loaded lines as a file, nothing of them changed or left out.
enum LogExport {
  private static let linesABlock = 500

  enum Form {
    /// A JSON object a line, as `nightjar logs -o jsonl` prints it.
    case jsonl
    /// Time, level, service and the line as it came.
    case text

    /// By the end of the name.
    init(path: String) {
      let ending = path.split(separator: ".").last?.lowercased() ?? ""
      self = ["jsonl", "ndjson", "json"].contains(ending) ? .jsonl : .text
    }
  }

  /// The marked lines where there are any, else all that are loaded.
  static func file(_ path: String, of list: LogList) -> SavedFile {
    let buffer = list.buffer
    let form = Form(path: path)
    let marked = list.marks.sorted().compactMap { buffer.index(of: $0) }
    let count = marked.isEmpty ? buffer.count : marked.count
    let kind = marked.isEmpty ? "" : "marked "
    return SavedFile(
      path: path, contents: count == 1 ? "1 \(kind)line" : "\(count) \(kind)lines",
      blockCount: (count + linesABlock - 1) / linesABlock
    ) { number in
      let range = (number * linesABlock)..<min(count, (number + 1) * linesABlock)
      return range.reduce(into: []) { bytes, place in
        write(marked.isEmpty ? place : marked[place], of: buffer, as: form, to: &bytes)
      }
    }
  }

  private static func write(_ index: Int, of buffer: LogBuffer, as form: Form, to bytes: inout [UInt8]) {
    switch form {
    case .jsonl: bytes.append(contentsOf: LogsReport.text(buffer.line(at: index), as: .jsonl).utf8)
    case .text:
      let level = buffer.level(at: index).level.name
      let head = "\(RFC3339.string(buffer.time(at: index))) \(level) \(buffer.service(at: index)) "
      bytes.append(contentsOf: head.utf8)
      buffer.withText(at: index) { bytes.append(contentsOf: $0) }
    }
    bytes.append(10)
  }
}

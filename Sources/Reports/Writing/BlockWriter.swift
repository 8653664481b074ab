internal import Canvas
internal import Telemetry

/// Text on its way out: gathered as bytes, handed on in blocks.
///
/// A report of a million samples is never whole in memory, and none of its numbers is a part of a longer
/// `String` first.
public struct BlockWriter {
  private var block: [UInt8] = []
  private let size: Int
  private let emit: ([UInt8]) -> Void

  /// - Parameters:
  ///   - size: Blocks are at least so many bytes, but for the last.
  ///   - emit: Takes each block, in order.
  public init(size: Int = 1 << 16, emit: @escaping ([UInt8]) -> Void) {
    self.size = size
    self.emit = emit
    // A block ends with the piece that filled it, so it may run over by one.
    if size < .max { block.reserveCapacity(size + 1024) }
  }

  /// All that `body` writes, as one block.
  public static func bytes(_ body: (inout BlockWriter) -> Void) -> [UInt8] {
    var bytes = [UInt8]()
    var writer = BlockWriter(size: .max) { bytes = $0 }
    body(&writer)
    writer.end()
    return bytes
  }

  /// The text that `body` writes.
  public static func text(_ body: (inout BlockWriter) -> Void) -> String {
    String(decoding: bytes(body), as: UTF8.self)
  }

  public mutating func write(_ text: String) {
    block.append(contentsOf: text.utf8)
    emitIfFull()
  }

  /// Well-formed UTF-8.
  mutating func write(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    block.append(contentsOf: UnsafeBufferPointer(rebasing: bytes))
    emitIfFull()
  }

  /// Printed text, what would steer a terminal made visible, filled up with spaces to a width in cells.
  mutating func write(safe text: String, width: Int = 0) {
    guard text.isPrintableASCII else { return write(width > 0 ? text.safe.padded(to: width) : text.safe) }
    let start = block.count
    block.append(contentsOf: text.utf8)
    guard width > 0 else { return emitIfFull() }
    let missing = width - (block.count - start)
    guard missing >= 0 else {
      block.removeSubrange(start...)
      return write(text.padded(to: width))
    }
    block.append(contentsOf: repeatElement(UInt8(ascii: " "), count: missing))
    emitIfFull()
  }

  /// In quotes, as `QueryReport.quoted` has it.
  mutating func write(quoted text: String) {
    guard text.isPrintableASCII else { return write(QueryReport.quoted(text)) }
    let quote = UInt8(ascii: "\"")
    block.append(quote)
    for byte in text.utf8 {
      if byte == quote { block.append(quote) }
      block.append(byte)
    }
    block.append(quote)
    emitIfFull()
  }

  /// One ASCII character.
  @inline(__always)
  mutating func write(ascii character: Unicode.Scalar) {
    block.append(UInt8(truncatingIfNeeded: character.value))
  }

  mutating func write(scalar: Unicode.Scalar) {
    if let bytes = UTF8.encode(scalar) { block.append(contentsOf: bytes) }
    emitIfFull()
  }

  mutating func write(_ number: Int64) {
    var (rest, digits) = (number.magnitude, (number < 0 ? 1 : 0) + 1)
    while rest >= 10 { (rest, digits) = (rest / 10, digits + 1) }
    let start = block.count
    block.append(contentsOf: repeatElement(UInt8(ascii: "-"), count: digits))
    rest = number.magnitude
    for place in stride(from: start + digits - 1, through: start + (number < 0 ? 1 : 0), by: -1) {
      block[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
    emitIfFull()
  }

  /// The shortest text that reads as the same number, whole ones without a fraction; `NaN`, `+Inf` and
  /// `-Inf` as Prometheus writes them.
  mutating func write(_ value: Double) {
    if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 {
      write(whole)
    } else if value.isNaN {
      write("NaN")
    } else if value.isInfinite {
      write(value < 0 ? "-Inf" : "+Inf")
    } else {
      write(value.description)
    }
  }

  /// RFC 3339 with nanoseconds in UTC.
  mutating func write(_ instant: Instant) {
    RFC3339.append(instant, to: &block)
    emitIfFull()
  }

  /// Hands on what is left. Nothing may be written afterwards.
  public mutating func end() {
    guard !block.isEmpty else { return }
    emit(block)
    block = []
  }

  @inline(__always)
  private mutating func emitIfFull() {
    guard block.count >= size else { return }
    emit(block)
    block.removeAll(keepingCapacity: true)
  }
}

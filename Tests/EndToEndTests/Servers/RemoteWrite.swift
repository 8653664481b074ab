import Foundation
import Glibc

/// Writes native histograms into a Prometheus, as no exporter of Debian's exposes any: remote write 1.0,
/// a protobuf in a snappy block (https://prometheus.io/docs/specs/prw/remote_write_spec/).
struct RemoteWrite {
  struct Refused: Error { var answer: String }

  /// Counts of the buckets from (2^-1, 2^0] upwards, schema 0, at one time.
  struct Histogram {
    var milliseconds: Int64
    var counts: [Int64]
  }

  let port: UInt16

  init(_ url: String) throws {
    guard let port = URL(string: url)?.port.flatMap(UInt16.init(exactly:)) else { throw Refused(answer: url) }
    self.port = port
  }

  func write(_ name: String, _ labels: [String: String], _ histograms: [Histogram]) throws {
    var series = Message()
    for (label, value) in labels.merging(["__name__": name]) { $1 }.sorted(by: { $0.key < $1.key }) {
      var pair = Message()
      pair.put(1, text: label)
      pair.put(2, text: value)
      series.put(1, pair)
    }
    for histogram in histograms { series.put(4, Self.message(histogram)) }
    var request = Message()
    request.put(1, series)
    try post(Self.snappy(request.bytes))
  }

  private static func message(_ histogram: Histogram) -> Message {
    var span = Message()
    span.put(1, varint: 0)
    span.put(2, varint: UInt64(histogram.counts.count))
    var deltas = Message()
    var last: Int64 = 0
    for count in histogram.counts {
      deltas.put(zigzag: count - last)
      last = count
    }
    var message = Message()
    message.put(1, varint: UInt64(histogram.counts.reduce(0, +)))
    message.put(3, double: Double(histogram.counts.reduce(0, +)))
    message.put(4, varint: 0)
    message.put(5, double: 0.001)
    message.put(11, span)
    message.put(12, deltas)
    message.put(15, varint: UInt64(histogram.milliseconds))
    return message
  }

  /// A block of literals: any reader must take it, and nothing needs compressing here.
  private static func snappy(_ bytes: [UInt8]) -> [UInt8] {
    var block = Message()
    block.put(varint: UInt64(bytes.count))
    for start in stride(from: 0, to: bytes.count, by: 60) {
      let part = bytes[start..<min(start + 60, bytes.count)]
      block.bytes.append(UInt8(part.count - 1) << 2)
      block.bytes += part
    }
    return block.bytes
  }

  private func post(_ body: [UInt8]) throws {
    let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(connection) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    let head = """
      POST /api/v1/write HTTP/1.0\r\nContent-Encoding: snappy\r\nContent-Type: application/x-protobuf\r\n\
      X-Prometheus-Remote-Write-Version: 0.1.0\r\nContent-Length: \(body.count)\r\n\r\n
      """
    let all = Array(head.utf8) + body
    guard connected == 0, send(connection, all, all.count, 0) == all.count else { throw Refused(answer: "no connection") }
    var answer = [UInt8](repeating: 0, count: 4096)
    let count = recv(connection, &answer, answer.count, 0)
    let text = String(decoding: answer.prefix(max(0, count)), as: UTF8.self)
    guard text.contains(" 204 ") || text.contains(" 200 ") else { throw Refused(answer: text) }
  }
}

/// The few kinds of protobuf fields that a remote write has.
private struct Message {
  var bytes = [UInt8]()

  mutating func put(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func put(zigzag value: Int64) { put(varint: UInt64(bitPattern: (value << 1) ^ (value >> 63))) }

  mutating func put(_ field: UInt64, varint value: UInt64) {
    put(varint: field << 3)
    put(varint: value)
  }

  mutating func put(_ field: UInt64, double value: Double) {
    put(varint: field << 3 | 1)
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64(shift)))) }
  }

  mutating func put(_ field: UInt64, _ message: Message) {
    put(varint: field << 3 | 2)
    put(varint: UInt64(message.bytes.count))
    bytes += message.bytes
  }

  mutating func put(_ field: UInt64, text: String) { put(field, Message(bytes: Array(text.utf8))) }
}

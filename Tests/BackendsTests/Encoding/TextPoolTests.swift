internal import Testing

@testable internal import Backends

@Suite struct TextPoolTests {
  private func read(_ bytes: [UInt8], _ pool: inout TextPool) -> String {
    bytes.withUnsafeBytes { pool.text($0) }
  }

  /// Where a long text's bytes stand.
  private func address(_ text: String) -> UnsafePointer<UInt8>? {
    text.utf8.withContiguousStorageIfAvailable { $0.baseAddress } ?? nil
  }

  @Test(arguments: [0, 1, 15, 16, 17, 23, 24, 25, 31, 32, 33, 4096, 4097, 70_000])
  func everyLength(_ length: Int) {
    var pool = TextPool()
    let bytes = (0..<length).map { UInt8(97 + $0 % 26) }
    for _ in 0..<2 { #expect(read(bytes, &pool) == String(decoding: bytes, as: UTF8.self)) }
  }

  /// One byte apart, wherever it is.
  @Test(arguments: [16, 17, 24, 39]) func neighboursAreToldApart(_ length: Int) {
    var pool = TextPool()
    let plain = [UInt8](repeating: 97, count: length)
    _ = read(plain, &pool)
    for index in 0..<length {
      var bytes = plain
      bytes[index] = 98
      #expect(read(bytes, &pool) == String(decoding: bytes, as: UTF8.self))
      #expect(read(plain, &pool) == String(decoding: plain, as: UTF8.self))
    }
  }

  @Test func aRepeatedTextIsOneString() {
    var pool = TextPool()
    let bytes = Array("a text of more than fifteen bytes".utf8)
    let (first, second) = (read(bytes, &pool), read(bytes, &pool))
    #expect(address(first) != nil)
    #expect(address(first) == address(second))
  }

  @Test func invalidBytesAreRepairedEveryTime() {
    var pool = TextPool()
    let bytes = Array("a text with a broken".utf8) + [0xFF] + Array("byte".utf8)
    for _ in 0..<2 { #expect(read(bytes, &pool) == "a text with a broken\u{FFFD}byte") }
  }

  @Test func moreTextsThanPlaces() {
    var pool = TextPool()
    for number in 0..<200_000 {
      let text = "a text of some length \(number)"
      guard read(Array(text.utf8), &pool) == text else {
        Issue.record("another text came back for number \(number)")
        return
      }
    }
  }
}

internal import Testing

@testable internal import Backends

@Suite struct Base64Tests {
  private func decode(_ text: String) -> [UInt8]? {
    Array(text.utf8).withUnsafeBufferPointer(Base64.decode)
  }

  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"),
    ("Zm9vYmE=", "fooba"), ("Zm9vYmFy", "foobar"), ("Zm9vYg", "foob"),
  ])
  func vectors(_ text: String, _ plain: String) {
    #expect(decode(text) == Array(plain.utf8))
  }

  @Test func bothAlphabets() {
    #expect(decode("+/8=") == [0xFB, 0xFF])
    #expect(decode("-_8") == [0xFB, 0xFF])
  }

  @Test(arguments: ["Z", "Zg===", "Z=g=", "Zg=x", "é", "Zm9vY"])
  func othersAreRefused(_ text: String) { #expect(decode(text) == nil) }
}

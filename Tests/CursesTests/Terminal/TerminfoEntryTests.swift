import Testing

@testable import Curses

@Suite struct TerminfoEntryTests {
  private let xterm = TerminfoFile(environment: [:]).bytes(of: "xterm-256color") ?? []

  @Test func readsAndWritesTheSameDescription() throws {
    let entry = try #require(TerminfoEntry(xterm))
    let again = try #require(TerminfoEntry(entry.bytes))
    #expect(again.bytes == entry.bytes)
  }

  @Test func directColourAddsItsPromiseAndItsSequences() throws {
    var entry = try #require(TerminfoEntry(xterm))
    let before = entry.bytes
    entry.useDirectColor()
    let text = String(decoding: entry.bytes, as: UTF8.self)
    #expect(text.contains("38;2;%p1%{65536}%/%d"))
    #expect(text.contains("RGB\0"))
    #expect(entry.bytes.count > before.count)
    #expect(try #require(TerminfoEntry(entry.bytes)).bytes == entry.bytes)
  }

  @Test func aCutDescriptionIsNoneOrAnother() {
    for length in 0..<xterm.count {
      if let entry = TerminfoEntry(Array(xterm.prefix(length))) { #expect(entry.bytes.count > 12) }
    }
    #expect(TerminfoEntry([]) == nil)
    #expect(TerminfoEntry(Array(repeating: 0xFF, count: 200)) == nil)
  }
}

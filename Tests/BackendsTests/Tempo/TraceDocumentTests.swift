internal import Telemetry
internal import Testing

@testable internal import Backends

@Suite struct TraceDocumentTests {
  private static let id = TraceID(hex: "4bf92f3577b34da6a3ce929d0e0e4736")!

  /// Reads with parts of so few bytes that every list is cut, often after each span.
  private func read(_ text: [UInt8], partSize: Int) throws -> Trace? {
    let payload = Payload(text)
    return try TraceDocument.read(payload, 0..<payload.count, of: "it", partSize: partSize) {
      var reader = TraceReader()
      return try reader.read($0, of: $1, id: Self.id)
    }
  }

  private func pieces(_ text: String, partSize: Int = 1) -> (outline: String, lists: [[String]])? {
    let bytes = Array(text.utf8)
    guard let cut = SpanListCutter.cut(bytes, 0..<bytes.count, partSize: partSize) else { return nil }
    let lists = cut.lists.map { $0.map { String(decoding: bytes[$0], as: UTF8.self) } }
    return (String(decoding: cut.outline, as: UTF8.self), lists)
  }

  @Test(arguments: ["tempo/trace-v1", "tempo/trace-v2", "tempo/trace-v2-exception", "tempo/trace-v2-links"])
  func partsReadAsTheWhole(_ file: String) throws {
    let bytes = try Fixture(file).bytes
    let whole = try read(bytes, partSize: bytes.count)
    #expect(whole != nil)
    for size in [1, 100, 1000] { #expect(try read(bytes, partSize: size) == whole) }
  }

  @Test func anyCutIsAnError() throws {
    let bytes = try Fixture("tempo/trace-v2").bytes
    for count in stride(from: 0, to: bytes.count, by: 37) {
      #expect(throws: QueryFailure.self) { try read(Array(bytes.prefix(count)), partSize: 1) }
    }
  }

  /// Whatever the parser says of the whole text it says of the outline and its parts.
  @Test func anyByteMayBeWrong() throws {
    let bytes = try Fixture("tempo/trace-v2-links").bytes
    for index in bytes.indices {
      for wrong in Array("\"\\{}[],: x\u{7F}".utf8) + [0xFF] {
        var changed = bytes
        changed[index] = wrong
        let whole = try? read(changed, partSize: bytes.count)
        let parts = try? read(changed, partSize: 1)
        #expect(whole == parts, "byte \(index) as \(wrong)")
      }
    }
  }

  @Test func listsAreCutAtCommas() throws {
    let text = "{\"a\":[1,2],\"spans\" : [{\"x\":[1,2]},\"],\\\"\",3],\"b\":{\"spans\":[]}}"
    let cut = try #require(pieces(text))
    #expect(cut.outline == "{\"a\":[1,2],\"spans\" : 0,\"b\":{\"spans\":1}}")
    #expect(cut.lists == [["{\"x\":[1,2]}", "\"],\\\"\"", "3"], [""]])
  }

  @Test func partsAreAsLargeAsAskedFor() throws {
    let cut = try #require(pieces("{\"spans\":[11,22,33,44,55]}", partSize: 5))
    #expect(cut.lists == [["11,22", "33,44", "55"]])
  }

  @Test(arguments: [
    "{\"key\":\"spans\",\"value\":[1]}", "[\"spans\",[1]]", "{\"spans\":{\"a\":[1]}}", "{\"Spans\":[1]}",
    "{\"spans\":null}", "{\"spans\":", "{\"spans\"", "{\"x\":\"\\\"spans\\\":[1]\"}",
  ]) func othersStayWhereTheyAre(_ text: String) throws {
    let cut = try #require(pieces(text))
    #expect(cut.outline == text)
    #expect(cut.lists.isEmpty)
  }

  @Test(arguments: ["{\"spans\":[1", "{\"spans\":[\"1]}", "{\"spans\":[1}", "\"", "\"\\", "{\"spans\":[{]]"])
  func whatIsLeftOpenIsNotCut(_ text: String) {
    let cut = pieces(text)
    #expect(cut == nil || cut?.lists == [["{]"]])
  }

  @Test(arguments: ["[1,]", "[1,,2]", "[,1]", "[1 2]", "[1,2,\n]"]) func badListsAreRefused(_ list: String) {
    let text = "{\"batches\":[{\"scopeSpans\":[{\"spans\":\(list)}]}]}"
    #expect(throws: QueryFailure.self) { try read(Array(text.utf8), partSize: 1) }
  }

  /// A number where a list should be is no list, though the outline has numbers there.
  @Test func numbersOfTheirOwnAreNoLists() throws {
    let text = "{\"batches\":[{\"scopeSpans\":[{\"spans\":0},{\"spans\":7},{\"spans\":[]}]}]}"
    #expect(try read(Array(text.utf8), partSize: 1) == nil)
    #expect(pieces(text) == nil)
  }
}

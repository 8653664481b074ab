import Testing

@testable import Reports

@Suite struct TextTableTests {
  private static var table: TextTable {
    var table = TextTable(["state", "module", "30d", "target"], spare: ["module", "30d"])
    table.add(["up", "http_2xx", "100 %", "https://jellyfin.home.lan/web/index.html"])
    table.add(["DOWN", "tcp_connect", "0 %", "nas01.home.lan:2049"])
    return table
  }

  @Test func everythingWhereThereIsRoom() {
    #expect(Self.table.lines(width: nil)[1] == "up     http_2xx     100 %  https://jellyfin.home.lan/web/index.html")
    #expect(Self.table.lines(width: 80) == Self.table.lines(width: nil))
  }

  /// Rows are told apart by what the last column says.
  @Test func whatMattersLessIsLeftOutFirst() {
    #expect(Self.table.lines(width: 50)[0].split(separator: " ") == ["state", "30d", "target"])
    #expect(Self.table.lines(width: 50)[1] == "up     100 %  https://jellyfin.home.lan/web/index…")
    #expect(Self.table.lines(width: 38)[0].split(separator: " ") == ["state", "target"])
    #expect(Self.table.lines(width: 20)[2] == "DOWN   nas01.home.l…")
  }
}

internal import Telemetry
internal import Testing

@testable internal import Backends

@Suite struct ServerWordsTests {
  private func words(_ body: String, status: Int = 502, type: String = "") -> String {
    let headers = type.isEmpty ? [:] : ["content-type": type]
    return ServerWords(HTTPResponse(status: status, headers: headers, body: Payload(body))).text
  }

  @Test(arguments: [
    ("{\"error\":\"a\"}", "a"), ("{\"message\":\"b\"}", "b"),
    ("{\"error\":{\"message\":\"c\"}}", "c"), ("\"d\"", "d"), ("  plain \n text ", "plain text"),
    ("{\"code\":7}", "{\"code\":7}"), ("{broken", "{broken"), ("", ""),
  ])
  func areFoundInEveryForm(_ body: String, _ text: String) {
    #expect(words(body) == text)
  }

  @Test func pagesLoseTheirTags() {
    let page = """
      <!DOCTYPE html>
      <html><head><title>502 Bad&nbsp;Gateway</title><style>p > a { color: red }</style>
      <script>if (1 < 2) { alert("x") }</script></head>
      <body><h1>Sorry &amp; &lt;goodbye&gt; &copy; &</h1><p>nginx
      """
    #expect(words(page) == "502 Bad Gateway Sorry & <goodbye> &copy; & nginx")
    #expect(words("no < tag", type: "text/html") == "no")
  }

  @Test func gatewaysAreCutShortBetweenCharacters() {
    let text = words(String(repeating: "é", count: 300))
    #expect(text == String(repeating: "é", count: 100) + "…")
  }

  @Test func explanationsAreKeptWhole() {
    let text =
      "pipeline error: 'JSONParserErr'\nuse a label filter: | __error__=\"\""
      + String(repeating: " and so on", count: 30)
    #expect(words(text + "\n", status: 400, type: "text/plain") == text)
  }

  @Test func bytesThatAreNoTextAreRepaired() {
    let response = HTTPResponse(status: 500, body: Payload([0xFF, 0x41]))
    #expect(ServerWords(response).text == "\u{FFFD}A")
  }

  @Test func redirectsSayWhereTo() {
    let failure = QueryFailure(
      HTTPResponse(status: 302, headers: ["location": "https://login.example"], body: Payload("")))
    #expect(failure.message == "HTTP 302: the server redirects to https://login.example")
    #expect(failure.reason == .refused && failure.remedies == [.checkSource])
  }

  @Test(arguments: ["<html>Sign in</html>", " \n<!doctype html><p>Sign in</p>"])
  func aLoginPageIsNoAnswer(_ page: String) {
    let response = HTTPResponse(status: 200, body: Payload(page))
    let failure = #expect(throws: QueryFailure.self) {
      try LokiDialect().answer(to: .identity, from: response)
    }
    #expect(failure?.reason == .undecodable)
    #expect(failure?.message == "expected JSON, got a web page: Sign in")
  }
}

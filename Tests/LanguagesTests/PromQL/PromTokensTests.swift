import Languages
import Testing

@Suite struct PromTokensTests {
  @Test func coloursByPlace() {
    let text = "sum by (job) (rate(up{job=\"a\"}[5m])) > bool 1 # why"
    #expect(
      coloured(text) == [
        "sum:function", "by:keyword", "(:punctuation", "job:label", "):punctuation",
        "(:punctuation", "rate:function", "(:punctuation", "up:metric", "{:punctuation",
        "job:label", "=:operator", "\"a\":string", "}:punctuation", "[:punctuation", "5m:duration",
        "]:punctuation", "):punctuation", "):punctuation", ">:operator", "bool:keyword", "1:number",
        "# why:comment",
      ])
  }

  @Test(arguments: [
    ("nosuch(x)", "nosuch:invalid"), ("sum", "sum:metric"),
    ("x[$__interval]", "$__interval:duration"),
    ("x @ start()", "start:keyword"), ("a:b:c", "a:b:c:metric"), ("\"open", "\"open:invalid"),
    ("a and b", "and:keyword"), ("é", "é:invalid"),
  ]) func colours(text: String, piece: String) {
    #expect(coloured(text).contains(piece))
  }

  @Test func substitutesAllSpellings() {
    let text = "rate(x{a=~\"${who:regex}\"}[$__rate_interval]) + [[who]] + $other"
    let variables = ["who": "me", "__rate_interval": "1m"]
    #expect(
      PromQL.substituting(variables: variables, in: text)
        == "rate(x{a=~\"me\"}[1m]) + me + $other")
  }

  @Test func everyFunctionExplainsItself() {
    for function in PromFunction.all {
      #expect(!function.help.isEmpty)
      #expect(PromFunction.named(function.name) == function)
    }
    #expect(
      PromFunction.named("round")?.signature == "round(instant vector, [scalar]) instant vector")
    #expect(PromFunction.named("Rate") == nil)
  }

  private func coloured(_ text: String) -> [String] {
    PromQL.tokens(text).map { token in
      let bytes = Array(text.utf8)[token.range.start..<token.range.end]
      return "\(String(decoding: bytes, as: UTF8.self)):\(token.kind)"
    }
  }
}

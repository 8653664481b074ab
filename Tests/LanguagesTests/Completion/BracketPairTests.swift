import Languages
import Testing

@Suite struct BracketPairTests {
  @Test(arguments: [
    ("sum(up)", 3, 3, 6), ("sum(up)", 7, 6, 3), ("sum(up)", 6, 6, 3), ("a((b)c)", 1, 1, 6),
    ("a((b)c)", 2, 2, 4),
    ("x{a=\")\"}", 1, 1, 7), ("rate(x[5m])", 6, 6, 9),
  ])
  func findsThePartner(text: String, cursor: Int, here: Int, partner: Int) {
    let pair = BracketPair(at: cursor, in: text, tokens: PromQL.tokens(text))
    #expect(pair?.here == here && pair?.partner == partner)
  }

  @Test func bracketsWithoutPartnerAndTextWithoutBrackets() {
    let open = BracketPair(at: 3, in: "sum(up", tokens: PromQL.tokens("sum(up"))
    #expect(open?.here == 3 && open?.partner == nil)
    #expect(BracketPair(at: 1, in: "sum(up)", tokens: PromQL.tokens("sum(up)")) == nil)
    #expect(BracketPair(at: 6, in: "x{a=\"()\"}", tokens: PromQL.tokens("x{a=\"()\"}")) == nil)
  }
}

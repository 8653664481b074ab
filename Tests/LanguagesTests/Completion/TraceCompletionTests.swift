import Languages
import Testing

@Suite struct TraceCompletionTests {
  @Test(arguments: [
    ("¦", "operand[{ }] «»"), ("{¦", "attribute(–) «»"), ("{ res¦", "attribute(–) «res»"),
    ("{ resource.¦ }", "attribute(–) «resource.»"),
    ("{ resource.serv¦ice }", "attribute(–) «resource.serv|ice»"),
    ("{ .ht¦", "attribute(–) «.ht»"), ("{ !¦", "attribute(–) «»"), ("{ (du¦", "attribute(–) «du»"),
    ("{ status = error && ¦ }", "attribute({ status = error }) «»"),
    ("{ status = error && duration > 1s && na¦", "attribute({ status = error && duration > 1s }) «na»"),
    ("{ status = error || na¦", "attribute(–) «na»"),
    ("{ resource.service.name = ¦", "attributeValue(resource.service.name = –) «»"),
    ("{ resource.service.name = \"j¦", "attributeValue(resource.service.name = –) \"«\"j»"),
    ("{ resource.service.name = \"j¦\" }", "attributeValue(resource.service.name = –) \"«\"j|\"»"),
    (
      "{ status = error && name =~ \"a|b¦\" }",
      "attributeValue(name =~ { status = error }) \"«\"a|b|\"» after a|"
    ),
    ("{ status = er¦", "attributeValue(status = –) «er»"), ("{ status ¦", "matcherOperator «»"),
    ("{ span.x ¦", "matcherOperator «»"), ("{ span.x = 1 ¦", "word[&& ||] «»"),
    ("{ } | ¦", "stage({ }) «»"), ("{ status = error } | ra¦", "stage({ status = error }) «ra»"),
    ("{ } | rate() ¦", "word[by] «»"), ("{ } | rate() by(¦", "attribute(–) «»"),
    ("{ } | select(span.a, ¦", "attribute(–) «»"), ("{ } | quantile_over_time(du¦", "attribute(–) «du»"),
    ("{ } // ra¦", "nothing «»"), ("{ } ¦", "nothing «»"), ("{ \"a¦", "nothing «»"),
  ])
  func places(marked: String, expected: String) {
    #expect(CompletionText.shown(marked, TraceQL.completion) == expected)
  }

  @Test func anyPlaceInAnyTextIsAnswered() {
    let text =
      "{ resource.\"odd key\" =~ \"é|x\" && (duration > 1s || .a = `b`) } >> { } | rate() by(span.x) // {"
    for cursor in -1...(text.utf8.count + 2) {
      let context = TraceQL.completion(in: text, at: cursor)
      #expect(context.replaced.start >= 0 && context.replaced.end <= text.utf8.count)
      #expect(context.replaced.start <= context.replaced.end)
    }
  }
}

import Languages
import Testing

@Suite struct LogCompletionTests {
  @Test(arguments: [
    ("¦", "operand «»"), ("ra¦", "operand «ra»"), ("sum(¦", "operand «»"), ("sum ¦", "word[by without] «»"),
    ("{¦", "labelName(–) «»"), ("{ap¦}", "labelName(–) «ap»"),
    ("{app=\"x\", na¦", "labelName({app=\"x\"}) «na»"),
    ("{app=¦", "labelValue(app = –) «»"), ("{app=\"¦", "labelValue(app = –) \"«\"»"),
    ("{app=\"j¦\"}", "labelValue(app = –) \"«\"j|\"»"), ("{app ¦", "matcherOperator «»"),
    ("{ns=\"a\", app=~\"x|j¦\"}", "labelValue(app =~ {ns=\"a\"}) \"«\"x|j|\"» after x|"),
    ("{app=\"¦, ns=\"a\"}", "labelValue(app = {ns=\"a\"}) \"«\"»"),
    ("{app=\"x\"} | ¦", "stage({app=\"x\"}) «»"), ("{app=\"x\"} | js¦", "stage({app=\"x\"}) «js»"),
    ("{app=\"x\"} | json | le¦", "stage({app=\"x\"} | json) «le»"),
    ("{app=\"x\"} | json | level=¦", "fieldValue(level {app=\"x\"} | json) «»"),
    ("{app=\"x\"} | json | level=\"e¦", "fieldValue(level {app=\"x\"} | json) \"«\"e»"),
    ("{app=\"x\"} | level=\"e\" and ¦", "fieldName({app=\"x\"}) «»"),
    ("{app=\"x\"} | logfmt | unwrap ¦", "fieldName({app=\"x\"} | logfmt) «»"),
    ("{app=\"x\"} | drop a, ¦", "fieldName({app=\"x\"}) «»"),
    ("sum by (¦) (rate({app=\"x\"} | json [5m]))", "grouping({app=\"x\"}) «»"),
    ("rate({app=\"x\"} [¦", "duration «»"), ("rate({app=\"x\"} [$__a¦", "duration «$__a»"),
    ("rate({app=\"x\"} | json | ¦ [5m])", "stage({app=\"x\"} | json) «»"),
    ("{app=\"x\"} |= \"er¦", "nothing «»"), ("{app=\"x\"} # ra¦", "nothing «»"),
    ("{app=\"x\"} | json ¦", "nothing «»"),
    ("{app=\"x\"} | line_format \"{{.¦", "nothing «»"),
    ("sum(rate({a=\"b\"} [5m])) ¦", "word[by without and or unless] «»"),
    ("rate({a=\"b\"} [5m]) / ¦", "operand «»"),
  ])
  func places(marked: String, expected: String) {
    #expect(CompletionText.shown(marked, LogQL.completion) == expected)
  }

  @Test func anyPlaceInAnyTextIsAnswered() {
    let text =
      "sum by (a) (rate({b=\"c\\\"\", d=~`e|f`} |= \"é\" | json | g=\"h\" | unwrap duration(i) [5m])) # {"
    for cursor in -1...(text.utf8.count + 2) {
      let context = LogQL.completion(in: text, at: cursor)
      #expect(context.replaced.start >= 0 && context.replaced.end <= text.utf8.count)
      #expect(context.replaced.start <= context.replaced.end)
    }
  }
}

import Languages
import Testing

/// `|` is the cursor; `«…»` what would be replaced.
@Suite struct PromCompletionTests {
  /// `kind: typed` of a text with the cursor in it.
  private func shown(_ marked: String) -> String { CompletionText.shown(marked, PromQL.completion) }

  @Test(arguments: [
    // A value begins.
    ("|", "operand «»"), ("ra|", "operand «ra»"), ("sum(ra|", "operand «ra»"), ("sum(|)", "operand «»"),
    ("ra|te", "operand «ra|te»"), ("up + |", "operand[on ignoring] «»"),
    ("up + no|", "operand[on ignoring] «no»"),
    ("-|", "operand «»"), ("up > |", "operand[bool on ignoring] «»"),
    ("up > bool |", "operand[on ignoring] «»"),
    ("up and |", "operand[on ignoring] «»"), ("clamp(up, |", "operand «»"),
    ("sum by (job) (up|", "operand «up»"),
    ("up * on (job) |", "operand[group_left group_right] «»"),
    ("up * on (job) group_left (x) |", "operand «»"),
    ("up * on (job) group_left |", "operand «»"), ("(|", "operand «»"),
    ("node:cpu:ra|", "operand «node:cpu:ra»"),
    ("up == bool on (job) no|", "operand[group_left group_right] «no»"), ("2 * |", "operand[on ignoring] «»"),
    ("rate(x[5m]) / |", "operand[on ignoring] «»"), ("sum(rate(x[5m]))\n/ |", "operand[on ignoring] «»"),
    // Words after a value.
    ("up |", "word[offset and or unless atan2] «»"), ("up of|", "word[offset and or unless atan2] «of»"),
    ("up{job=\"a\"} o|", "word[offset and or unless atan2] «o»"), ("sum |", "word[by without] «»"),
    ("sum b|", "word[by without] «b»"), ("sum(up) |", "word[by without and or unless atan2] «»"),
    ("sum by (job) (up) |", "word[and or unless atan2] «»"),
    ("rate(x[5m]) o|", "word[and or unless atan2] «o»"),
    ("x[5m] |", "word[offset and or unless atan2] «»"), ("up @ |", "word[start() end()] «»"),
    ("up @ st|", "word[start() end()] «st»"), ("sum(up) by (job) |", "word[and or unless atan2] «»"),
    ("up offset 5m |", "word[and or unless atan2] «»"), ("1 |", "word[and or unless atan2] «»"),
    // Lengths of time.
    ("rate(x[|", "duration «»"), ("rate(x[5|", "duration «5»"), ("rate(x[$__r|", "duration «$__r»"),
    ("rate(x[5m:|", "duration «»"), ("up offset |", "duration «»"), ("up offset 1|", "duration «1»"),
    ("rate(x[5m |", "nothing «»"),
    // Nothing.
    ("5|", "nothing «»"), ("up # ra|", "nothing «»"), ("# |", "nothing «»"),
    ("label_replace(up, \"d|", "nothing «»"),
    ("sum by |", "nothing «»"), ("sum by (job) |", "nothing «»"), ("up{job=\"a\" |", "nothing «»"),
    ("up{job=\"a\"|", "nothing «»"), ("\"abc|\"", "nothing «»"), ("up{job |,}", "matcherOperator «»"),
  ])
  func places(marked: String, expected: String) { #expect(shown(marked) == expected) }

  @Test(arguments: [
    ("up{|", "labelName(up) «»"), ("up{jo|", "labelName(up) «jo»"), ("up{|}", "labelName(up) «»"),
    ("{|", "labelName(–) «»"), ("{jo|b=\"a\"}", "labelName(–) «jo|b»"),
    ("up{job=\"a\",|", "labelName(up{job=\"a\"}) «»"),
    ("up{job=\"a\", in|}", "labelName(up{job=\"a\"}) «in»"),
    ("up{|, job=\"a\"}", "labelName(up{job=\"a\"}) «»"),
    ("up{in|, job=\"a\"} + x{y=\"z\"}", "labelName(up{job=\"a\"}) «in»"),
    ("up{job!=\"a\",|", "labelName(up{job!=\"a\"}) «»"), ("{job!=\"a\",|", "labelName(–) «»"),
    ("{job=~\".*\",|", "labelName(–) «»"), ("{\"odd.name\", |", "labelName({\"odd.name\"}) «»"),
    ("{\"od|", "labelName(–) \"«\"od»"), ("{\"od|\"}", "labelName(–) \"«\"od|\"»"),
    ("up{job=|", "labelValue(job = up) «»"), ("up{job=|}", "labelValue(job = up) «»"),
    ("up{job=\"|", "labelValue(job = up) \"«\"»"), ("up{job=\"|\"}", "labelValue(job = up) \"«\"|\"»"),
    ("up{job=\"a|pi\"}", "labelValue(job = up) \"«\"a|pi\"»"), ("up{job=\"|}", "labelValue(job = up) \"«\"»"),
    ("up{code=\"|job=\"api\"}", "labelValue(code = up) \"«\"»"),
    ("up{code=\"|, job=\"api\"}", "labelValue(code = up{job=\"api\"}) \"«\"»"),
    ("up{job=\"api\",code!=\"5|", "labelValue(code != up{job=\"api\"}) \"«\"5»"),
    ("up{job=~\"a|", "labelValue(job =~ up) \"«\"a»"),
    ("up{job=~\"a|b¦", "labelValue(job =~ up) \"«\"a|b» after a|"),
    ("up{job='a|'}", "labelValue(job = up) \"«'a|'»"), ("up{job=`a|`}", "labelValue(job = up) \"«`a|`»"),
    ("{__name__=\"u|", "labelValue(__name__ = –) \"«\"u»"),
    ("{job=\"x\",__name__=~\"u|", "labelValue(__name__ =~ {job=\"x\"}) \"«\"u»"),
    ("{\"odd.label\"=\"|", "labelValue(odd.label = –) \"«\"»"), ("up{日本=\"|", "nothing «»"),
    ("x{a=\"b\"} + up{job=\"|", "labelValue(job = up) \"«\"»"), ("up{jo\n|", "matcherOperator «»"),
    ("sum by (|) (up{job=\"a\"})", "grouping(up{job=\"a\"}) «»"), ("sum by (in|) (up)", "grouping(up) «in»"),
    ("sum by (job, |) (rate(x[5m]) / y)", "grouping(x y) «»"),
    ("sum(rate(x{a=\"b\"}[5m])) by (|", "grouping(x{a=\"b\"}) «»"),
    ("sum without (|", "grouping() «»"), ("a * on (|) b", "grouping(a b) «»"),
    ("sum by (\"od|", "grouping() \"«\"od»"),
    ("sum by (job |) (up)", "nothing «»"), ("sum by (|)(sum by (y) (x)) + z", "grouping(x) «»"),
    ("a / on (job) group_left (|) b", "grouping(a b) «»"),
  ])
  func selectors(marked: String, expected: String) { #expect(shown(marked) == expected) }

  @Test func anyPlaceInAnyTextIsAnswered() {
    let text = "sum by (job) (rate(日本{a=\"b\\\"\",c=~'d|e'}[5m:$__interval] offset -1w @ end())) # é \" {"
    for cursor in -1...(text.utf8.count + 2) {
      let context = PromQL.completion(in: text, at: cursor)
      #expect(context.replaced.start >= 0 && context.replaced.end <= text.utf8.count)
      #expect(context.replaced.start <= context.replaced.end)
    }
  }
}

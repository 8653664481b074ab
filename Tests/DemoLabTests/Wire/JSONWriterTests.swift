import DemoLab
import Testing

@Suite struct JSONWriterTests {
  @Test func placesCommasInNestedValues() {
    let text = JSONWriter.text { json in
      json.object { json in
        json.field("a", 1)
        json.field("b") { json in
          json.array { json in
            json.array { _ in }
            json.object { $0.field("c", true) }
            json.null()
          }
        }
        json.field("d", 0.5)
      }
    }
    #expect(text == #"{"a":1,"b":[[],{"c":true},null],"d":0.5}"#)
  }

  @Test func escapesWhatJSONForbids() {
    let text = JSONWriter.text { $0.string("a\"b\\c\n\r\t\u{1}\u{1F}é😀\u{2028}") }
    #expect(text == "\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u001fé😀\u{2028}\"")
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "-0"), (1, "1"), (-12.5, "-12.5"), (0.001, "0.001"), (1e-6, "0.000001"),
    (1e-7, "1e-07"), (1.5e-10, "1.5e-10"), (123_456_789, "123456789"),
    (1e20, "100000000000000000000"),
    (1e21, "1e+21"), (1.25e300, "1.25e+300"), (0.1 + 0.2, "0.30000000000000004"),
    (1_700_000_000.123, "1700000000.123"), (.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
  ]) func writesNumbersLikeGo(value: Double, text: String) {
    #expect(NumberText.shortest(value) == text)
  }

  @Test(arguments: [(1.5, "1.5e+00"), (0, "0e+00"), (-1234, "-1.234e+03"), (1e-12, "1e-12")])
  func writesExponents(value: Double, text: String) {
    #expect(NumberText.exponential(value) == text)
  }
}

internal import CSimdjson
internal import Telemetry

/// Takes the long arrays of samples out of a range answer before it is parsed.
///
/// Nearly all of such an answer are rows of one form. Parsed with the rest, each would cost five words on
/// simdjson's tape and a second copy of its text, several times what the sample itself takes; read here,
/// it costs its sixteen bytes and one look.
///
///     {"metric":{…},"values":[[1700000000.781,"0.25"],[1700000015.781,"0.5"]]}
///     {"metric":{…},"values":0}                                                    and series[0]
///
/// simdjson still judges the answer. In valid JSON the bytes `"values":[` that no backslash precedes are
/// always a key and the begin of its value: the first quote cannot end a string, for `v` may not follow
/// one. What is taken out is itself checked as JSON, so the rest is valid exactly when the whole was.
/// Rows of any other form (blanks, more decimals, escapes, a third element) are left where they are.
struct SampleLift {
  /// The answer without what was taken out.
  let rest: Payload
  private var series: [[Sample]?] = []

  /// An answer left as it is.
  init(leaving payload: Payload) { rest = payload }

  init(_ payload: Payload) {
    var rest = [UInt8]()
    var series = [[Sample]?]()
    payload.paddedBytes.withUnsafeBufferPointer { bytes in
      var (kept, from) = (0, 0)
      while let start = Self.nextArray(in: bytes, before: payload.count, from: from) {
        from = start
        var rows = SampleRows(bytes, at: start, expecting: series.last??.count ?? 0)
        guard let samples = rows.read() else { continue }
        rest += bytes[kept..<start]
        rest += String(series.count).utf8
        series.append(samples)
        (kept, from) = (rows.index, rows.index)
      }
      if !series.isEmpty { rest += bytes[kept..<payload.count] }
    }
    self.series = series
    self.rest = series.isEmpty ? payload : Payload(rest)
  }

  /// The samples that stood where the rest has this number, once; `nil` when none did: then the server
  /// itself wrote a number there.
  mutating func take(_ value: JSONValue) -> [Sample]? {
    guard !value.isString, let index = value.int, series.indices.contains(index) else { return nil }
    defer { series[index] = nil }
    return series[index]
  }

  /// Where the value of the next key `values` begins, when it is an array.
  private static func nextArray(
    in bytes: UnsafeBufferPointer<UInt8>, before end: Int, from: Int
  ) -> Int? {
    let key: StaticString = "\"values\":["
    let length = key.utf8CodeUnitCount
    var from = from
    while true {
      let found = key.withUTF8Buffer { key in
        key.withMemoryRebound(to: CChar.self) {
          csj_find(bytes.baseAddress, end, from, $0.baseAddress, length)
        }
      }
      guard found < end else { return nil }
      from = found + length
      if found == 0 || bytes[found - 1] != UInt8(ascii: "\\") { return from - 1 }
    }
  }
}

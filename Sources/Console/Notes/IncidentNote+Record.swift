internal import Reports
internal import Telemetry

extension IncidentNote {
  /// `nil` for another kind of record, and for one that nobody understands.
  init?(_ record: KeptRecord) {
    guard record.kind == .note, record.fields.count >= 4, let written = Int64(record.name),
      let observed = RFC3339.instant(record.fields[2]), let link = try? Permalink(record.fields[0])
    else { return nil }
    self.init(
      written: Instant(nanoseconds: written), observed: observed, text: record.fields[3],
      place: record.fields[1], context: record.context, link: link)
    let rest = Array(record.fields.dropFirst(4))
    facts = stride(from: 0, to: rest.count - 1, by: 2).map { Fact(rest[$0], rest[$0 + 1]) }
  }

  /// Link, place, when it happened, the words, then the name and text of each fact.
  var record: KeptRecord {
    KeptRecord(
      kind: .note, context: context, name: String(written.nanoseconds),
      fields: [link.text, place, RFC3339.string(observed), text] + facts.flatMap { [$0.name, $0.text] })
  }
}

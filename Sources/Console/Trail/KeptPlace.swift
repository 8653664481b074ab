public import Reports
public import Telemetry

/// A place of an earlier session: where it was, and when it was left.
public struct KeptPlace: Hashable, Sendable {
  public var link: Permalink
  public var title: String
  public var left: Instant

  init(link: Permalink, title: String, left: Instant) {
    self.link = link
    self.title = title
    self.left = left
  }

  /// `nil` for what is no place: another kind of record, or a link nobody understands.
  init?(_ record: KeptRecord) {
    guard record.kind == .place, record.fields.count >= 3, let link = try? Permalink(record.fields[0]),
      let left = RFC3339.instant(record.fields[2])
    else { return nil }
    self.init(link: link, title: record.fields[1], left: left)
  }

  func record(in context: String) -> KeptRecord {
    KeptRecord(kind: .place, context: context, name: name, fields: [link.text, title, RFC3339.string(left)])
  }

  /// The same for the same queries, wherever the cursor was and whatever the time.
  private var name: String {
    var link = link
    (link.span, link.moment, link.item, link.view, link.focus) = (nil, nil, nil, nil, nil)
    if case .trace(let id, _) = link.target { link.target = .trace(id, nil) }
    return link.text
  }
}

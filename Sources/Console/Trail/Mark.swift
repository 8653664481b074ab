public import Reports
public import Telemetry

/// A place somebody gave a letter.
public struct Mark: Sendable {
  public var letter: Character
  public var link: Permalink
  public var title: String
  public var set: Instant
  /// As it was, while the console that it was marked in is open.
  var place: Place?

  init(letter: Character, link: Permalink, title: String, set: Instant, place: Place? = nil) {
    self.letter = letter
    self.link = link
    self.title = title
    self.set = set
    self.place = place
  }

  init?(_ record: KeptRecord) {
    guard record.kind == .mark, record.fields.count >= 3, record.name.count == 1, let letter = record.name.first,
      Self.isLetter(letter), let link = try? Permalink(record.fields[0]),
      let set = RFC3339.instant(record.fields[2])
    else { return nil }
    self.init(letter: letter, link: link, title: record.fields[1], set: set)
  }

  func record(in context: String) -> KeptRecord {
    KeptRecord(
      kind: .mark, context: context, name: String(letter), fields: [link.text, title, RFC3339.string(set)])
  }

  /// What a mark may be called: a letter or a digit of any keyboard.
  static func isLetter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
  }
}

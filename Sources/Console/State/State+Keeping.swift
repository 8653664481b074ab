internal import Reports

extension State {
  /// The present place for the next start. The overview is where every start begins.
  func keepPlace() -> [Effect] {
    guard kept.isLasting, place.pane.kind != .overview else { return [] }
    let left = KeptPlace(link: link, title: maskedTitle, left: context.now)
    return [.keep(.put(left.record(in: name)))]
  }

  /// The crumb as it may be kept and passed on.
  var maskedTitle: String { Credentials.masked(inQuery: place.pane.title.onOneLine) }

  func keep(_ record: KeptRecord) -> [Effect] { kept.isLasting ? [.keep(.put(record))] : [] }

  func keepNoLonger(_ record: KeptRecord) -> [Effect] { kept.isLasting ? [.keep(.remove(record))] : [] }

  /// What is said of anything that will be gone with the session.
  var untilWhen: String { kept.isLasting ? "" : " until you quit: the demo keeps nothing" }
}

internal import Analysis
internal import Telemetry

extension LogsPane {
  /// A part of a search that was not heard of for so long is asked for again: what is done beside the
  /// keys is lost while another place is in front.
  private static let patience = Duration.seconds(10)

  mutating func find(_ text: String, in context: Context) -> [Request] {
    isFinding = false
    guard !text.isEmpty, text != "~" else {
      list.search(nil)
      return []
    }
    do {
      let isRegex = text.hasPrefix("~")
      list.search(try LogSearch(isRegex ? String(text.dropFirst()) : text, isRegex ? .regex : .ignoringCase))
    } catch {
      return [.say(error.message)]
    }
    (isFinding, searchedSince) = (true, nil)
    return goOnFinding(in: context)
  }

  public mutating func receive(_ prepared: Prepared, in context: Context) -> [Request] {
    switch prepared.product {
    case .logSearch(let found):
      searchedSince = nil
      list.take(found)
      return goOnFinding(in: context)
    case .logPatterns(let mined):
      patterns?.take(mined)
      return []
    case .waterfall: return []
    }
  }

  /// Has the next part searched, and goes to the first match as soon as it is known which that is.
  mutating func goOnFinding(in context: Context) -> [Request] {
    var requests = goToFound(in: context)
    if let searching = list.searching,
      searchedSince.map({ context.now - $0 >= Self.patience }) ?? true
    {
      searchedSince = context.now
      requests.append(.prepare(.logSearch(searching)))
    }
    return requests
  }

  private mutating func goToFound(in context: Context) -> [Request] {
    guard isFinding, let matches = list.matches else { return [] }
    let (found, loaded) = (matches.lines.count, list.buffer.count)
    let isThere = matches.number(of: list.cursor) != nil
    if list.searching != nil {
      // A match behind the cursor is the next one, whatever the rest holds.
      guard isThere || matches.next(after: list.cursor) != nil else {
        return [.say("searching \(loaded) lines")]
      }
      isFinding = false
      let moved = isThere ? [] : go(to: matches.next(after: list.cursor), in: context)
      return moved + [.say("\(found) loaded lines match so far; n N go on")]
    }
    isFinding = false
    guard found > 0 else { return [.say("\(pattern) is in none of the \(loaded) loaded lines")] }
    let moved = isThere ? [] : go(to: list.match(backwards: false), in: context)
    return moved + [.say("\(found) of \(loaded) loaded lines match; n N go on")]
  }
}

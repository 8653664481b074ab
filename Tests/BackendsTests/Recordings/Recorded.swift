internal import Backends
internal import Telemetry
internal import Testing

/// A recording, the question it answers, and what must come of it.
struct Recorded: Sendable, CustomTestStringConvertible {
  /// How our request compares with the recorded one.
  enum RequestCheck: Sendable {
    case same
    /// Ours has these parameters more, the recording has those more.
    case differs(ours: [String: String] = [:], theirs: [String: String] = [:])
    /// No question of ours makes this request.
    case none
  }

  typealias Check = @Sendable (Result<Answer, QueryFailure>) throws -> Void

  var file: String
  var query: Query
  var request: RequestCheck
  var check: Check

  init(_ file: String, _ query: Query, _ request: RequestCheck = .same, _ check: @escaping Check) {
    self.file = file
    self.query = query
    self.request = request
    self.check = check
  }

  var testDescription: String { file }

  func verifyAnswer(of dialect: some Dialect) throws {
    let response = try Fixture(file).answer()
    do {
      let answer = try dialect.answer(to: query, from: response)
      try check(.success(answer))
    } catch let failure as QueryFailure {
      try check(.failure(failure))
    }
  }

  /// Method, path and parameters, in whatever order.
  ///
  /// - Parameter hint: What the dialect adds to the end of a query that the recording lacks.
  func verifyRequest(of dialect: some Dialect, without hint: String? = nil) throws {
    var expectedOurs: [String: String] = [:]
    var expectedTheirs: [String: String] = [:]
    switch request {
    case .none: return
    case .same: break
    case .differs(let ours, let theirs): (expectedOurs, expectedTheirs) = (ours, theirs)
    }
    let recorded = try Fixture(file).request
    let ours = try dialect.request(for: query)
    #expect(ours.method.rawValue == recorded.method)
    #expect(ours.path == recorded.path)
    var fields = ours.query
    if case .form(let form) = ours.body { fields += form }
    var left = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
    if let hint, let text = left["q"], text.hasSuffix(hint) { left["q"] = String(text.dropLast(hint.count)) }
    var theirs = (recorded.params ?? [:]).merging(recorded.form ?? [:]) { a, _ in a }.mapValues(\.text)
    for (name, value) in expectedOurs { #expect(left.removeValue(forKey: name) == value) }
    for (name, value) in expectedTheirs { #expect(theirs.removeValue(forKey: name) == value) }
    #expect(left == theirs)
    for (name, value) in recorded.headers ?? [:] {
      #expect(ours.headers.contains { $0.name == name && $0.value == value })
    }
  }

  /// The body cut at fifty evenly spread places must be refused each time.
  func verifyCuts(of dialect: some Dialect) throws {
    let fixture = try Fixture(file)
    var whole = fixture.bytes
    while let last = whole.last, last <= UInt8(ascii: " ") { whole.removeLast() }
    guard !whole.isEmpty else { return }
    for step in 0..<50 {
      let cut = Array(whole.prefix(whole.count * step / 50))
      #expect(throws: QueryFailure.self, "cut at \(cut.count) of \(whole.count)") {
        _ = try dialect.answer(to: query, from: fixture.answer(body: cut))
      }
    }
  }
}

extension TimeRange {
  /// Half an hour before the recordings were made: what most of them ask for.
  static var recorded: TimeRange {
    TimeRange(start: Instant(seconds: 1_795_230_624), end: Instant(seconds: 1_795_232_424))
  }

  static var lastFiveMinutes: TimeRange { TimeRange(last: .minutes(5), until: recorded.end) }
}

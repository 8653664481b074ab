import Canvas
import Reports
import Telemetry
import Testing

@testable import Console

@Suite struct NotesTests {
  /// To the line that explains it all, with a note on the chart, the span and the line.
  private func walked(_ width: Int = 80, _ height: Int = 24) async -> Walker {
    let walker = Walker(width, height)
    await walker.start()
    await walker.press(.character("m"), .left, .character("I"))
    await walker.type("p99 is up")
    await walker.press(.enter, .character("t"), .character("I"))
    await walker.type("nfsd is slow")
    await walker.press(.enter, .character("l"), .character("I"))
    await walker.type("the queue stalls")
    await walker.press(.enter)
    return walker
  }

  @Test func notesHoldWhatTheCursorRestsOn() async {
    let walker = await walked()
    let notes = walker.state.kept.notes
    #expect(walker.message == "noted; J shows 3 notes until you quit: the demo keeps nothing")
    #expect(notes.count == 3)
    func facts(_ text: String) -> [String: String] {
      let note = notes.first { $0.text == text }
      return Dictionary((note?.facts ?? []).map { ($0.name, $0.text) }) { first, _ in first }
    }
    #expect(facts("p99 is up")["Value"]?.contains(" s at 2026-11-20T") == true)
    #expect(facts("p99 is up")["Query"]?.contains("histogram_quantile") == true)
    let span = facts("nfsd is slow")
    #expect(span["Trace"]?.utf8.count == 32 && span["Span"]?.utf8.count == 16 && span["Service"] != nil)
    #expect(facts("the queue stalls")["Line"]?.contains("request queue stalled") == true)
    #expect(facts("the queue stalls")["Query"]?.isEmpty == false)
  }

  @Test func aNoteLeadsBackToItsPlace() async {
    let walker = await walked()
    await walker.press(.character("1"), .character("J"))
    let notes = walker.state.kept.notes
    #expect(notes.map(\.observed) == notes.map(\.observed).sorted())
    let index = notes.firstIndex { $0.text == "nfsd is slow" } ?? 0
    for _ in 0..<index { await walker.press(.down) }
    await walker.press(.enter)
    #expect(walker.state.place.pane.kind == .waterfall)
    #expect(walker.state.link == notes[index].link)
  }

  @Test func deletingIsAskedTwice() async {
    let walker = await walked()
    await walker.press(.character("J"), .character("d"))
    #expect(walker.text.contains("d again deletes this one"))
    await walker.press(.down, .character("d"), .up, .character("x"))
    #expect(walker.state.kept.notes.count == 3)
    await walker.press(.character("d"), .character("d"))
    #expect(walker.state.kept.notes.count == 2)
    await walker.press(.character("D"), .character("D"))
    #expect(walker.state.kept.notes.isEmpty && walker.state.overlay == nil)
    await walker.press(.character("J"))
    #expect(walker.message == "there are no notes yet; I writes one about this place")
  }

  @Test func theTimelineIsCopiedAndSaved() async {
    let walker = await walked()
    await walker.press(.character("J"), .character("y"))
    let copied = walker.copied.last ?? ""
    for part in ["# Timeline: homelab", "3 notes, ", "request queue stalled", "<nightjar://trace/", "histogram"] {
      #expect(copied.contains(part), "\(part)")
    }
    var state = walker.state
    _ = state.reduce(.input(.key(.character("J"))))
    _ = state.reduce(.input(.key(.character("s"))))
    #expect(state.view().lines.joined().contains("incident-2026-11-20.md"))
    guard case .save(let file)? = state.reduce(.input(.key(.enter))).first else {
      return #expect(Bool(false), "it is saved")
    }
    #expect(file.path == "incident-2026-11-20.md" && file.contents == "3 notes" && file.blockCount == 1)
    #expect(String(decoding: file.block(0), as: UTF8.self) == copied)
  }

  @Test func notesLastLongerThanTheSession() throws {
    let stage = Stage(100, 30, pane: LogsPane(query: "{a=\"b\"}"), kept: Kept([], context: "stage")) { _, _ in
      .success(Answer(.series([])))
    }
    stage.press(.character("I"))
    stage.paste("two\nlines\tand \u{1b}[2J")
    stage.press(.enter, .character("I"), .enter)
    let records = stage.keepings.compactMap { if case .put(let record) = $0 { record } else { nil } }
    #expect(Set(records.map(\.name)).count == 2, "notes of the same second are two")
    #expect(Kept(records, context: "elsewhere").notes == stage.state.kept.notes)
    let first = try #require(stage.state.kept.notes.first)
    #expect(first.text.hasPrefix("two lines and"))
    stage.press(.character("J"), .character("d"), .character("d"))
    #expect(stage.keepings.last == .remove(first.record))
  }

  @Test func passwordsInALineAreNotNoted() {
    let line = LogLine(
      time: Walker.moment - .minutes(1), line: "login password=hunter2 `rm`\n# x", labels: ["service_name": "nas"])
    let stage = Stage(100, 30, pane: LogsPane(query: "{service_name=\"nas\"}")) { _, query in
      if case .logs = query { return .success(Answer(.logs([line]))) }
      return .success(Answer(.series([])))
    }
    stage.press(.character("I"), .enter, .character("J"), .character("y"))
    #expect(stage.copied.last?.contains("password=***") == true)
    #expect(stage.copied.last?.contains("hunter2") == false)
  }

  @Test func drawn() async {
    let walker = await walked()
    await walker.press(.character("I"))
    await walker.type("and so on")
    for (width, height) in ScreenSize.all {
      await walker.resize(width, height)
      Golden.expect(walker.state.view(), "trail/note")
    }
    await walker.press(.enter, .character("J"), .down)
    for (width, height) in ScreenSize.all {
      await walker.resize(width, height)
      Golden.expect(walker.state.view(), "trail/notes")
    }
    await walker.press(.character("s"))
    Golden.expect(walker.state.view(), "trail/notes-save")
  }
}

import Canvas
import Testing

@testable import Curses

@Suite struct TerminalTraitsTests {
  @Test(arguments: [
    (["TERM": "xterm-256color"], ColorDepth.palette256), (["TERM": "xterm"], .ansi16),
    (["TERM": "xterm-256color", "COLORTERM": "truecolor"], .truecolor),
    (["TERM": "xterm-direct"], .truecolor), (["TERM": "tmux-256color", "COLORTERM": "24bit"], .truecolor),
    (["TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"], .mono),
    (["TERM": "xterm", "NO_COLOR": ""], .ansi16), (["TERM": "vt220"], .mono), (["TERM": "linux"], .ansi16),
    (["TERM": "xterm-kitty"], .palette256), ([:], .palette256),
  ])
  func depthComesFromTheEnvironment(_ environment: [String: String], _ depth: ColorDepth) {
    #expect(TerminalTraits(environment: environment).depth == depth)
  }

  @Test(arguments: [
    ([:], true), (["LANG": "C"], true), (["LANG": "de_DE.UTF-8"], true), (["LANG": "de_DE.utf8"], true),
    (["LANG": "de_DE.ISO-8859-1"], false), (["LC_ALL": "de_DE.ISO-8859-1", "LANG": "C.UTF-8"], false),
    (["LC_ALL": "", "LANG": "C.UTF-8"], true), (["TERM": "linux", "LANG": "C.UTF-8"], false),
  ])
  func onlyAnotherEncodingByNameMeansASCII(_ environment: [String: String], _ isUnicode: Bool) {
    #expect(TerminalTraits(environment: environment).isUnicode == isUnicode)
  }

  @Test func aliasesOfNothingAreRefused() {
    let file = TerminfoFile(environment: ["TERMINFO": "/nowhere"])
    #expect(file.bytes(of: "../../etc/passwd") == nil)
    #expect(file.bytes(of: "") == nil)
    #expect(file.directories.first == "/nowhere")
  }
}

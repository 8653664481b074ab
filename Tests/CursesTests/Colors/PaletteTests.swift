import Canvas
import Testing

@testable import Curses

@Suite struct PaletteTests {
  private let theme: Theme

  init() {
    var theme = Theme.night
    theme.roles["text"] = .init(RGB(220, 220, 220))
    theme.roles["error"] = .init(RGB(255, 95, 95), bold: true)
    theme.roles["muted"] = .init(nil)
    theme.roles["series.1"] = .init(RGB(0, 0, 255))
    theme.roles["heat.9"] = .init(RGB(255, 0, 0))
    theme.grounds["cursor"] = .init(RGB(20, 20, 30))
    theme.grounds["selection"] = .init(RGB(25, 25, 25))
    theme.grounds["raised"] = .init(nil)
    theme.grounds["alert"] = .init(RGB(255, 95, 95), reverse: true)
    self.theme = theme
  }

  private func attributes(_ depth: ColorDepth, _ style: Style) -> Palette.Attributes {
    Palette(theme: theme, depth: depth).attributes(for: style)
  }

  @Test func truecolorIsExact() {
    let error = attributes(.truecolor, Style(.error, on: .cursor))
    #expect(error == .init(foreground: 0xFF5F5F, background: 0x14141E, bold: true))
  }

  @Test func manyColoursTakeTheNearest() {
    #expect(attributes(.palette256, Style(.error)).foreground == 203)
    #expect(attributes(.palette256, Style(.text)).foreground == 253)
    #expect(attributes(.ansi16, Style(.text)).foreground == 7)
    #expect(attributes(.ansi16, Style(.heat(40))).foreground == 9)
  }

  @Test func missingColoursAreTheTerminalsOwn() {
    #expect(attributes(.truecolor, .muted) == .init())
    #expect(attributes(.truecolor, Style(.muted, on: .raised)) == .init())
  }

  @Test func seriesComeRoundAgain() {
    for index in [1, 9, -7, 8_000_001] {
      #expect(attributes(.truecolor, Style(.series(index))).foreground == 0x0000FF)
    }
  }

  @Test func aShadeThatVanishesInSixteenColoursIsReversedOrGrey() {
    #expect(attributes(.ansi16, Style(.text, on: .cursor)).reverse)
    #expect(attributes(.ansi16, Style(.text, on: .selection)).background == 8)
    #expect(!attributes(.palette256, Style(.text, on: .cursor)).reverse)
    #expect(attributes(.ansi8, Style(.text, on: .selection)).underline)
  }

  @Test func equalColoursAreKeptReadable() {
    #expect(attributes(.palette256, Style(.error, on: .alert)).foreground != 203)
    #expect(attributes(.truecolor, Style(.error, on: .alert)).foreground == 0xFF5F5F)
  }

  @Test func monoKeepsEveryGroundApart() {
    let cursor = attributes(.mono, Style(.text, on: .cursor))
    #expect(cursor == .init(reverse: true))
    #expect(attributes(.mono, Style(.text, on: .selection)) == .init(underline: true))
    #expect(attributes(.mono, Style(.error, on: .alert)) == .init(bold: true, reverse: true))
    #expect(attributes(.mono, Style(.focus)) == .init(bold: true))
  }
}

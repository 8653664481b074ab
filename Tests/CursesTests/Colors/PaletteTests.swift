import Canvas
import Testing

@testable import Curses

@Suite struct PaletteTests {
  private let theme = Theme(
    name: "test",
    roles: [
      "text": .init(RGB(220, 220, 220)), "error": .init(RGB(255, 95, 95), bold: true),
      "muted": .init(nil), "series.0": .init(RGB(1, 2, 3)), "series.1": .init(RGB(0, 0, 255)),
      "heat.9": .init(RGB(255, 0, 0)), "link": .init(RGB(0, 0, 0), underline: true),
    ],
    grounds: [
      "plain": .init(nil), "cursor": .init(RGB(20, 20, 30)), "selection": .init(RGB(25, 25, 25)),
      "alert": .init(RGB(255, 95, 95), reverse: true),
    ])

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
    #expect(attributes(.truecolor, Style(.marker, on: .raised)) == .init())
  }

  @Test func seriesComeRoundAgain() {
    for index in [1, 3, -1, 1_000_001] {
      #expect(attributes(.truecolor, Style(.series(index))).foreground == 0x0000FF)
    }
  }

  @Test func aShadeThatVanishesInSixteenColoursIsReversedOrGrey() {
    #expect(attributes(.ansi16, Style(.text, on: .cursor)).reverse)
    #expect(attributes(.ansi16, Style(.text, on: .selection)).background == 8)
    #expect(!attributes(.palette256, Style(.text, on: .cursor)).reverse)
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

  @Test(arguments: 16..<256)
  func everyPaletteColourIsItsOwnNearest(_ index: Int) {
    let color = ColorTable.color(at: index)
    let nearest = ColorTable.nearest(to: color, in: 16..<256)
    #expect(ColorTable.color(at: nearest) == color)
  }
}

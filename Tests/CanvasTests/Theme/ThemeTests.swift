import Testing

@testable import Canvas

@Suite struct ThemeTests {
  @Test func nightIsWhole() throws {
    let night = Theme.night
    _ = try Theme(name: night.name, roles: night.roles, grounds: night.grounds)
    #expect(Theme.roleNames.count == 21 + 8 + 10)
    #expect(Theme.groundNames == ["plain", "cursor", "selection", "raised", "alert"])
  }

  @Test func missingAndUnknownRolesAreNamed() {
    var roles = Theme.night.roles
    roles["txet"] = roles.removeValue(forKey: "text")
    #expect(throws: ThemeError(theme: "mine", kind: "role", missing: ["text"], unknown: ["txet"])) {
      try Theme(name: "mine", roles: roles, grounds: Theme.night.grounds)
    }
    let error = ThemeError(theme: "mine", kind: "role", missing: ["text"], unknown: ["txet"])
    #expect(error.description == "theme mine lacks the roles text and has unknown roles txet")
  }

  @Test func missingGroundIsNamed() {
    #expect(throws: ThemeError.self) {
      try Theme(name: "mine", roles: Theme.night.roles, grounds: [:])
    }
  }

  @Test(arguments: [
    (Role.series(0), "series.0"), (.series(8), "series.0"), (.series(-1), "series.7"),
    (.series(.min), "series.0"), (.heat(-3), "heat.0"), (.heat(12), "heat.9"), (.muted, "muted"),
  ])
  func paletteWrapsAndHeatEnds(role: Role, name: String) {
    #expect(Theme.name(of: role) == name)
    #expect(Theme.night.look(for: role) == Theme.night.roles[name])
  }

  @Test func groundAddsToTheRole() {
    let look = Theme.night.look(for: Style(.text, on: .alert, underline: true))
    #expect(look.text.color == Theme.night.roles["text"]?.color)
    #expect(look.text.bold && look.text.underline && !look.text.reverse)
    #expect(look.ground == Theme.night.grounds["alert"]?.color)
  }

  @Test(arguments: [
    ("#ff8000", RGB(255, 128, 0)), ("#000000", RGB(0, 0, 0)), ("ff8000", nil), ("#ff800", nil),
    ("#+f8000", nil), ("#gg0000", nil), ("", nil),
  ])
  func hex(text: String, color: RGB?) { #expect(RGB(hex: text) == color) }

  @Test(arguments: [
    (RGB(0, 0, 0), 16), (RGB(255, 255, 255), 231), (RGB(255, 0, 0), 196), (RGB(95, 135, 175), 67),
    (RGB(128, 128, 128), 244), (RGB(8, 8, 8), 232), (RGB(240, 240, 240), 255),
    (RGB(130, 170, 255), 111),
  ])
  func nearest256(color: RGB, index: Int) { #expect(color.nearest256 == index) }

  @Test(arguments: [
    (RGB(0, 0, 0), 0), (RGB(255, 255, 255), 15), (RGB(250, 10, 10), 9), (RGB(200, 0, 0), 1),
    (RGB(120, 120, 120), 8),
    // Pastels keep their hue: red, amber, green, blue.
    (RGB(0xF0, 0x71, 0x78), 9), (RGB(0xE5, 0xC0, 0x7B), 11), (RGB(0x8F, 0xC9, 0x8A), 2), (RGB(0x82, 0xAA, 0xFF), 12),
    (RGB(0x7F, 0x87, 0x96), 8), (RGB(0xD5, 0xD9, 0xE0), 7),
  ])
  func nearest16(color: RGB, index: Int) { #expect(color.nearest16 == index) }

  /// Nothing but black is black, or it would be lost on a dark terminal.
  @Test func ofEightColoursNoTextIsBlack() {
    for (name, look) in Theme.night.roles where !name.hasPrefix("heat") {
      if let color = look.color { #expect((1...7).contains(color.nearest8), "\(name)") }
    }
  }

  @Test func cubeColoursAreTheirOwnNearest() {
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    for (r, red) in levels.enumerated() {
      for (g, green) in levels.enumerated() {
        for (b, blue) in levels.enumerated() {
          #expect(RGB(red, green, blue).nearest256 == 16 + 36 * r + 6 * g + b)
        }
      }
    }
  }
}

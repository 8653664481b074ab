internal import Yams

/// A theme as its file writes it; which roles there must be is for the theme itself to say.
public struct ThemeFile: Hashable, Sendable, Decodable {
  public struct Look: Hashable, Sendable, Decodable {
    /// `#rrggbb`; `nil`: the terminal's own.
    public var color: String?
    public var bold: Bool
    public var underline: Bool
    public var reverse: Bool

    private enum Key: String, CodingKey { case color, bold, underline, reverse }

    public init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: Key.self)
      color = try fields.decodeIfPresent(String.self, forKey: .color)
      bold = try fields.decodeIfPresent(Bool.self, forKey: .bold) ?? false
      underline = try fields.decodeIfPresent(Bool.self, forKey: .underline) ?? false
      reverse = try fields.decodeIfPresent(Bool.self, forKey: .reverse) ?? false
    }
  }

  public var name: String
  public var roles: [String: Look]
  public var grounds: [String: Look]

  /// - Throws: `SettingsError` when the text is no theme.
  public init(text: String, path: String) throws(SettingsError) {
    do {
      self = try YAMLDecoder().decode(ThemeFile.self, from: text)
    } catch {
      throw SettingsError(file: path, line: nil, message: "expected name, roles and grounds: \(error)")
    }
  }
}

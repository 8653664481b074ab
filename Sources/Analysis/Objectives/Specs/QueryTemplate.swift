internal import Languages
internal import Telemetry

/// A PromQL text in which `{{.window}}` stands where a window is to be put, as Sloth writes it.
public struct QueryTemplate: Hashable, Sendable {
  /// Why a text is no query, and where in it.
  public struct Problem: Hashable, Sendable {
    public var message: String
    /// 1-based, within the text.
    public var line: Int
    public var column: Int
  }

  public static let placeholder = "{{.window}}"

  /// As written, but for the one spelling of the placeholder.
  public let text: String

  public init(_ text: String) {
    self.text = Self.normalised(text)
  }

  public var hasWindow: Bool { text.firstRange(of: Self.placeholder) != nil }

  /// The query over one window, written as Prometheus names it.
  public func over(_ window: Duration) -> String { over(WindowName.text(window)) }

  /// - Parameter window: `5m`.
  public func over(_ window: String) -> String { text.replacing(Self.placeholder, with: window) }

  /// What Prometheus would say about it; `nil` when it parses.
  public var problem: Problem? {
    // As long as the placeholder, so that the columns told are those of the file.
    let stand = "0000000005m"
    let asked = over(stand)
    do throws(SyntaxError) {
      let expression = try PromQL.parse(asked)
      guard expression.type == .vector || expression.type == .scalar else {
        return Problem(message: "expected an instant vector, this is a \(expression.type.rawValue)", line: 1, column: 1)
      }
      return nil
    } catch {
      let (line, column) = error.range.position(in: asked)
      return Problem(message: error.message, line: line, column: column)
    }
  }

  /// A counter or histogram by its plain selector, its name and matchers; `nil` when it is anything more.
  public var isSelector: Bool {
    guard let expression = try? PromQL.parse(text), case .vector = expression.unwrapped.node else { return false }
    return true
  }

  /// `{{ .window }}` and `{{-.window}}` mean the same to a Go template.
  private static func normalised(_ text: String) -> String {
    var out = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      let inner = rest[open.upperBound..<close.lowerBound].filter { !" \t-".contains($0) }
      out += rest[..<open.lowerBound]
      out += inner == ".window" ? placeholder : String(rest[open.lowerBound..<close.upperBound])
      rest = rest[close.upperBound...]
    }
    return out + rest
  }
}

/// A window as rules name it: `5m`, `1h30m`, `30d`, and `4w` for 28 days.
public enum WindowName {
  public static func text(_ window: Duration) -> String {
    PromDuration.milliseconds(window.wholeNanoseconds / 1_000_000).description
  }
}

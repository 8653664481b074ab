public import Analysis
public import Telemetry

/// A named choice of sources that the console can be switched to: a cluster, a site, a tenant.
public struct SourceChoice: Sendable {
  /// What all of them at once are called, where the configuration calls nothing so.
  public static let allName = "all"

  public var name: String
  public var sources: [Source]
  /// The context each source is of, where several are watched at once; else empty.
  public var origins: [SourceID: String]

  public init(name: String, sources: [Source], origins: [SourceID: String] = [:]) {
    self.name = name
    self.sources = sources
    self.origins = origins
  }

  /// All contexts watched at once; a source of several is asked once and named after each of them.
  public init(watching choices: [SourceChoice], name: String = SourceChoice.allName) {
    self.init(name: name, sources: [])
    for choice in choices {
      for source in choice.sources {
        if let known = origins[source.id] {
          origins[source.id] = known + "+" + choice.name
        } else {
          origins[source.id] = choice.name
          sources.append(source)
        }
      }
    }
  }

  /// The choices, and all of them at once where that is another.
  static func offered(_ choices: [SourceChoice]) -> [SourceChoice] {
    guard choices.count > 1, !choices.contains(where: { $0.name == allName }) else { return choices }
    return choices + [SourceChoice(watching: choices)]
  }
}

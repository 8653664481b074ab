/// Where what is kept from one start to the next lies.
public enum StateFolder {
  /// What of the environment says where.
  public static let variables = ["XDG_STATE_HOME", "HOME"]

  /// `$XDG_STATE_HOME/nightjar`, else `~/.local/state/nightjar`; `nil` when neither is known.
  public static func path(in environment: [String: String]) -> String? {
    // A relative path is to be ignored, says the XDG specification.
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/nightjar" }
    if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.local/state/nightjar" }
    return nil
  }
}

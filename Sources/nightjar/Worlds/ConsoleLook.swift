import Canvas
import Console

/// How the console looks and listens, apart from its sources.
struct ConsoleLook {
  var theme: Theme = .night
  var keymap: Keymap = .standard
  var refreshEvery: Duration? = .seconds(10)
}

internal import Analysis
internal import Canvas
internal import Telemetry

extension State {
  /// Does a command: the pane first, then what is the same everywhere.
  mutating func perform(_ command: Command) -> [Effect] {
    if let reason = place.pane.refusal(of: command, in: context) {
      message = reason
      return []
    }
    if let requests = place.pane.perform(command, in: context) { return serve(requests) }
    return performTime(command) ?? performTrail(command) ?? performSplit(command) ?? performProgram(command) ?? unused(command)
  }

  private mutating func unused(_ command: Command) -> [Effect] {
    let key = keymap.keys(of: command).first?.label ?? command.rawValue
    message = "\(key) (\(command.hint)) has nothing to act on here"
    return []
  }

  private mutating func performTime(_ command: Command) -> [Effect]? {
    switch command {
    case .earlier: return setWindow(context.window.panned(later: false, at: context.now))
    case .later:
      if case .last = context.window { message = "this is up to now already; [ goes earlier" }
      return setWindow(context.window.panned(later: true, at: context.now))
    case .zoomIn: return setWindow(context.window.zoomed(in: true, at: context.now))
    case .zoomOut: return setWindow(context.window.zoomed(in: false, at: context.now))
    case .refresh:
      message = "asked again"
      return askAll()
    case .autoRefresh:
      isRefreshing.toggle()
      context.asksByItself = isRefreshing
      message = isRefreshing ? "asking again by itself" : "holding still; R goes on"
      return []
    case .toggleZone:
      usesUTC.toggle()
      context.zone = usesUTC ? .utc : localZone
      message = usesUTC ? "times in UTC" : "times in \(localZone.name(context.now)), as on this machine"
      return []
    case .pickRange:
      overlay = .range(RangeChooser(window: context.window))
      return []
    case .clearFocus:
      return serve([.focus(nil), .refresh, .say("all services")])
    default: return nil
    }
  }

  private mutating func performTrail(_ command: Command) -> [Effect]? {
    switch command {
    case .overview: return openTab(.overview)
    case .metrics: return openTab(.metrics)
    case .traces: return openTab(.traces)
    case .logs: return openTab(.logs)
    case .objectives: return openTab(.objectives)
    case .probes: return openTab(.probes)
    case .alerts: return openTab(.alerts)
    case .doctor: return openTab(.doctor)
    case .browse: return openBehindMetrics(.browser)
    case .serverStatus: return openBehindMetrics(.server)
    case .drilldown: return open(PaneFactory.pane(for: .drilldown, in: context))
    case .services: return open(ServicesPane(selecting: place.pane.anchor(in: context)?.service ?? context.focus))
    case .jumpToTraces: return jump(to: .traces)
    case .jumpToLogs: return jump(to: .logs)
    case .jumpToMetrics: return jump(to: .metrics)
    case .jumpToProfile: return jump(to: .profile)
    case .jumpMenu: return openJumpMenu()
    case .back: return goBack()
    case .forward: return goForward()
    case .places: return openPlaces()
    case .mark: return beginMarking()
    case .goToMark: return openMarks()
    case .addNote: return beginNote()
    case .notes: return openNotes()
    default: return nil
    }
  }

  /// A screen of the metrics' tab; it opens anew, so that it shows what is there now.
  private mutating func openBehindMetrics(_ kind: PaneKind) -> [Effect] {
    guard place.pane.kind != kind else {
      message = "this is \(kind == .browser ? "the metric browser" : "the server's status") already"
      return []
    }
    guard kind == .browser, let query = place.pane.anchor(in: context)?.query else {
      return open(PaneFactory.pane(for: kind, in: context))
    }
    return open(BrowserPane(picking: BrowserPane.metric(in: query)))
  }

  private mutating func performProgram(_ command: Command) -> [Effect]? {
    switch command {
    case .cancel: return cancelWaiting()
    case .palette:
      overlay = .palette(CommandPalette(contexts: contextRows))
      return []
    case .switchContext: return chooseContext()
    case .help:
      overlay = .help(HelpPage())
      return []
    case .showQuery:
      overlay = .queries(QueryPage())
      return []
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit: return quit()
    default: return nil
    }
  }

  mutating func quit() -> [Effect] { cancelEverything() + keepPlace() + [.quit] }

  private mutating func cancelWaiting() -> [Effect] {
    // The other half waits for the cursor to move before it asks again.
    let lead = place.split?.lead
    let effects = cancelEverything()
    place.split?.lead = lead
    place.split?.note = "cancelled; any move asks again"
    message = effects.isEmpty ? "nothing is being waited for; q quits" : "cancelled"
    return effects
  }
}

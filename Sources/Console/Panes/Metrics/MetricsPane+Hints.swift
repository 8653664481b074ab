internal import Analysis
internal import Canvas
internal import Telemetry

extension MetricsPane {
  public func hints(in context: Context) -> [Command] {
    if selection != nil { return [.left, .open, .jumpToTraces, .jumpToLogs, .cancel] }
    if table.rows.isEmpty { return [.editQuery] + (offer == nil ? [] : [.coarserStep]) + [.zoomOut, .zoomIn, .browse] }
    let pointing: [Command] = exemplars.isEmpty ? [.left] : [.nextPart, .left]
    let picking: [Command] = page.rows.count > 1 ? [.open, .search, .sort] : []
    let several: [Command] = queries.count > 1 ? [.nextQuery, .hideQuery, .splitCharts] : []
    return [.jumpToTraces, .jumpToLogs, .editQuery, .addQuery] + pointing + picking + several
      + [.selectSpan, .compare, .heatmap].filter { refusal(of: $0, in: context) == nil }
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .open where selection != nil: "zoom to the span"
    case .left where selection != nil: "move its end"
    case .cancel where selection != nil: "drop it"
    case .open: legend.isolated == nil ? "only this series" : "all series"
    case .nextPart: "next exemplar"
    case .search: "filter"
    case .toggle: "hide series"
    case .hideQuery: queries.picked.isHidden ? "show query" : "hide query"
    case .splitCharts: options.isSplit ? "one chart" : "split"
    default: nil
    }
  }

  /// Why a question is asked with this step: for the page of queries.
  public func explanation(of question: Question, in context: Context) -> String? {
    guard let (index, part) = queries.place(of: question.slot) else { return nil }
    let letter = "query \(queries.all[index].letter)"
    switch part {
    case .series: return "\(letter) · \(stepExplanation(in: context))"
    case .exemplars: return "exemplars of \(letter)"
    case .earlier: return "\(letter), \(options.compared.name)"
    case .heat: return "heat map of \(letter)"
    }
  }

  /// `step 15s: the scrape interval · $__interval 15s · $__rate_interval 1m0s: 4 scrapes of 15s`.
  private func stepExplanation(in context: Context) -> String {
    let choice = choice(in: context)
    let scrape = context.scrapeInterval
    let why: String
    if let coarser, choice.step == coarser.step {
      why = "as C asked for"
    } else if choice.step <= scrape {
      why = "the scrape interval"
    } else {
      why = "\(TimeLabel.compact(context.window.duration)) in at most \(Self.points(in: context)) points"
    }
    let rate = choice.rateInterval <= scrape * 4
      ? "4 scrapes of \(TimeLabel.compact(scrape))" : "a step and a scrape of \(TimeLabel.compact(scrape))"
    return "step \(TimeLabel.compact(choice.step)): \(why)"
      + " · $__interval \(choice.substitute(in: "$__interval"))"
      + " · $__rate_interval \(choice.substitute(in: "$__rate_interval")): \(rate)"
  }
}

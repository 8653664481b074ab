package import Canvas

/// The columns of the waterfall: name, what was chosen to stand beside it, bar.
///
///     ▾ gateway GET …/PlaybackInfo     2.1 ms  7.68 s   ━━━━━━━━━━━━━━
///     name                             self    total    bar
package struct WaterfallColumns: Equatable {
  package enum Column: String, Hashable, Sendable, CaseIterable {
    case service, selfTime = "self", total, start, kind, share = "path"

    /// What the chooser says about it.
    package var help: String {
      switch self {
      case .service: "service, apart from the name"
      case .selfTime: "time without children"
      case .total: "duration"
      case .start: "when, from the trace's start"
      case .kind: "server, client, …"
      case .share: "share of the critical path"
      }
    }

    func width(isNarrow: Bool) -> Int {
      switch self {
      case .service: isNarrow ? 12 : 20
      case .selfTime, .total, .start: isNarrow ? 8 : 9
      case .kind: 9
      case .share: 7
      }
    }
  }

  /// What a person chose.
  package struct Choice: Hashable, Sendable {
    package var columns: Set<Column> = [.selfTime, .total]
    /// Cells that the name has more than it would, or fewer.
    package var nameShift = 0

    package init() {}
  }

  package struct Place: Equatable {
    package var column: Column
    package var cell: Rect
  }

  package let name: Rect
  package let places: [Place]
  package let bar: Rect
  /// Little room: less indentation, narrower gaps.
  let isNarrow: Bool

  private static let leastName = 18
  private static let leastBar = 10

  package init(_ area: Rect, _ choice: Choice = Choice()) {
    let isNarrow = area.width < 100
    // A narrow screen gives names half: a bar can be short, a name that says nothing is no use.
    let usual = isNarrow ? area.width / 2 : min(area.width * 42 / 100, 84)
    var columns = Column.allCases.filter(choice.columns.contains)
    var taken = columns.reduce(0) { $0 + $1.width(isNarrow: isNarrow) }
    while let last = columns.last, Self.leastName + taken + Self.leastBar > area.width {
      columns.removeLast()
      taken -= last.width(isNarrow: isNarrow)
    }
    let most = max(0, area.width - taken - Self.leastBar)
    let least = min(Self.leastName, most)
    let (left, right) = area.split(left: min(max(usual + choice.nameShift, least), most))
    var places = [Place]()
    var rest = right
    for column in columns {
      let (cell, other) = rest.split(left: column.width(isNarrow: isNarrow))
      places.append(Place(column: column, cell: cell))
      rest = other
    }
    (self.isNarrow, name, self.places) = (isNarrow, left, places)
    bar = rest.inset(left: isNarrow ? 1 : 2, right: 1)
  }

  /// Whether the service stands in a column of its own.
  var hasService: Bool { places.contains { $0.column == .service } }

  /// The names of the columns, in the row they were made for.
  package func drawHead(on surface: inout Surface, name title: String = "  span") {
    surface.put(title, at: name.origin, Style(.heading), in: name)
    for place in places {
      let text = place.column.rawValue
      let isText = place.column == .service || place.column == .kind
      let shown = isText ? " " + text : text.paddedLeft(to: place.cell.width)
      surface.put(shown, at: place.cell.origin, Style(.heading), in: place.cell)
    }
  }
}

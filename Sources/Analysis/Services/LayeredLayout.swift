/// Places the nodes of a graph in layers from left to right, so that few lines cross.
///
/// ```
///   layer 0     1        2
///        web ── api ──── db
///            ╲      ╲
///              auth   cache
///   order 0, 1 …  from the top of each layer
/// ```
///
/// A link over several layers passes through a place of its own in each between them.
public struct LayeredLayout: Equatable, Sendable {
  public struct Link: Hashable, Sendable {
    public var from: String
    public var to: String

    public init(from: String, to: String) {
      self.from = from
      self.to = to
    }
  }

  public struct Place: Hashable, Sendable {
    public var layer: Int
    /// From the top of the layer, places of passing links included.
    public var order: Int
  }

  public struct Route: Hashable, Sendable {
    public var link: Link
    /// From the start to the end of the link, one a layer.
    public var places: [Place]
    /// It closes a circle: it runs from right to left, or from a node to itself.
    public var isBackward: Bool
  }

  public let places: [String: Place]
  /// In the order of the links given; links between unknown nodes are left out.
  public let routes: [Route]
  /// How many places each layer has.
  public let heights: [Int]

  public init(nodes: [String], edges links: [Link]) {
    var build = LayeredLayoutBuild(nodes: nodes, links: links)
    build.turnCircles()
    build.assignLayers()
    build.passThroughLayers()
    build.reduceCrossings()
    places = build.places
    routes = build.routes
    heights = build.layers.map(\.count)
  }

  /// Pairs of lines between neighbouring layers that cross.
  public var crossings: Int {
    var steps: [Int: [(Int, Int)]] = [:]
    for route in routes where route.places.count > 1 {
      for (a, b) in zip(route.places, route.places.dropFirst()) {
        let (left, right) = a.layer < b.layer ? (a, b) : (b, a)
        steps[left.layer, default: []].append((left.order, right.order))
      }
    }
    return steps.values.reduce(0) { sum, lines in
      sum + lines.indices.reduce(0) { count, i in
        count + lines[..<i].count { ($0.0 - lines[i].0) * ($0.1 - lines[i].1) < 0 }
      }
    }
  }
}

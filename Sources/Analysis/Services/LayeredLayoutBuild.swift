/// The steps of a layered layout. Internal to `LayeredLayout`.
struct LayeredLayoutBuild {
  private let names: [String]
  private var links: [(link: LayeredLayout.Link, from: Int, to: Int)] = []
  /// Whether a link was turned round to break a circle.
  private var isTurned: [Bool]
  private var layerOfNode: [Int] = []
  /// What stands in each layer from the top: nodes, then numbers from `names.count` for passing links.
  private(set) var layers: [[Int]] = []
  /// For each link the items it runs through from left to right.
  private var chains: [[Int]] = []
  private var itemCount: Int

  init(nodes: [String], links: [LayeredLayout.Link]) {
    var numbers: [String: Int] = [:]
    var names: [String] = []
    for node in nodes where numbers[node] == nil {
      numbers[node] = names.count
      names.append(node)
    }
    self.names = names
    itemCount = names.count
    for link in links {
      guard let from = numbers[link.from], let to = numbers[link.to] else { continue }
      self.links.append((link, from, to))
    }
    isTurned = Array(repeating: false, count: self.links.count)
  }

  private func ends(_ link: Int) -> (from: Int, to: Int) {
    isTurned[link] ? (links[link].to, links[link].from) : (links[link].from, links[link].to)
  }

  /// Depth first from the nodes nobody calls, then from the others; a link back to a node still on
  /// the way is turned round.
  mutating func turnCircles() {
    enum Visit { case unseen, open, done }
    var outgoing: [[Int]] = Array(repeating: [], count: names.count)
    var called = Array(repeating: false, count: names.count)
    for index in links.indices where links[index].from != links[index].to {
      outgoing[links[index].from].append(index)
      called[links[index].to] = true
    }
    var visits = Array(repeating: Visit.unseen, count: names.count)
    let starts = names.indices.filter { !called[$0] } + names.indices.filter { called[$0] }
    for start in starts where visits[start] == .unseen {
      var stack = [(node: start, next: 0)]
      visits[start] = .open
      while let (node, next) = stack.popLast() {
        guard next < outgoing[node].count else {
          visits[node] = .done
          continue
        }
        stack.append((node, next + 1))
        let (link, target) = (outgoing[node][next], links[outgoing[node][next]].to)
        if visits[target] == .open { isTurned[link] = true }
        if visits[target] == .unseen {
          visits[target] = .open
          stack.append((target, 0))
        }
      }
    }
  }

  /// Every node one layer right of the rightmost that leads to it.
  mutating func assignLayers() {
    layerOfNode = Array(repeating: 0, count: names.count)
    var waiting = Array(repeating: 0, count: names.count)
    var outgoing: [[Int]] = Array(repeating: [], count: names.count)
    for index in links.indices where ends(index).from != ends(index).to {
      waiting[ends(index).to] += 1
      outgoing[ends(index).from].append(ends(index).to)
    }
    var ready = names.indices.filter { waiting[$0] == 0 }
    while let node = ready.popLast() {
      for target in outgoing[node] {
        layerOfNode[target] = max(layerOfNode[target], layerOfNode[node] + 1)
        waiting[target] -= 1
        if waiting[target] == 0 { ready.append(target) }
      }
    }
  }

  mutating func passThroughLayers() {
    layers = Array(repeating: [], count: (layerOfNode.max() ?? -1) + 1)
    for node in names.indices { layers[layerOfNode[node]].append(node) }
    for index in links.indices {
      let (from, to) = ends(index)
      var chain = [from]
      if from != to {
        for layer in layerOfNode[from] + 1..<max(layerOfNode[from] + 1, layerOfNode[to]) {
          layers[layer].append(itemCount)
          chain.append(itemCount)
          itemCount += 1
        }
        chain.append(to)
      }
      chains.append(chain)
    }
  }

  /// Sweeps to and fro, each layer ordered by the mean place of its neighbours in the layer before;
  /// the best order met is kept.
  mutating func reduceCrossings() {
    // Thousands of lines cannot be told apart anyhow, and counting their crossings would take long.
    guard chains.reduce(0, { $0 + $1.count }) <= 3000 else { return }
    var (left, right) = (neighbours(), neighbours())
    for chain in chains {
      for (a, b) in zip(chain, chain.dropFirst()) {
        right[a].append(b)
        left[b].append(a)
      }
    }
    var best = (layers: layers, crossings: crossings(right))
    for sweep in 0..<12 where best.crossings > 0 {
      let isForward = sweep % 2 == 0
      let order = isForward ? Array(layers.indices.dropFirst()) : Array(layers.indices.dropLast().reversed())
      for layer in order { sort(layer, by: isForward ? left : right) }
      let now = crossings(right)
      if now < best.crossings { best = (layers, now) }
    }
    layers = best.layers
  }

  private func neighbours() -> [[Int]] { Array(repeating: [], count: itemCount) }

  private mutating func sort(_ layer: Int, by neighbours: [[Int]]) {
    let orders = orders()
    let weighed = layers[layer].enumerated().map { place, item in
      let around = neighbours[item].map { Double(orders[$0]) }
      // Without neighbours it keeps its place.
      let mean = around.isEmpty ? Double(place) : around.reduce(0, +) / Double(around.count)
      return (item: item, mean: mean, place: place)
    }
    layers[layer] = weighed.sorted { ($0.mean, $0.place) < ($1.mean, $1.place) }.map(\.item)
  }

  /// The place of every item in its layer.
  private func orders() -> [Int] {
    var orders = Array(repeating: 0, count: itemCount)
    for layer in layers { for (order, item) in layer.enumerated() { orders[item] = order } }
    return orders
  }

  private func crossings(_ right: [[Int]]) -> Int {
    let orders = orders()
    return layers.reduce(0) { sum, layer in
      let lines = layer.flatMap { item in right[item].map { (orders[item], orders[$0]) } }
      return sum + lines.indices.reduce(0) { count, i in
        count + lines[..<i].count { ($0.0 - lines[i].0) * ($0.1 - lines[i].1) < 0 }
      }
    }
  }

  var places: [String: LayeredLayout.Place] {
    let orders = orders()
    var places: [String: LayeredLayout.Place] = [:]
    for (node, name) in names.enumerated() {
      places[name] = LayeredLayout.Place(layer: layerOfNode[node], order: orders[node])
    }
    return places
  }

  var routes: [LayeredLayout.Route] {
    let orders = orders()
    return links.indices.map { index in
      let first = chains[index].first.map { layerOfNode[$0] } ?? 0
      let places = chains[index].enumerated().map { step, item in
        LayeredLayout.Place(layer: first + step, order: orders[item])
      }
      return LayeredLayout.Route(
        link: links[index].link, places: isTurned[index] ? places.reversed() : places,
        isBackward: isTurned[index] || links[index].from == links[index].to)
    }
  }
}

internal import Languages
internal import Telemetry

extension PromEvaluator {
  func aggregate(_ node: PromAggregation, at time: Int64) throws -> [PromPoint] {
    let points = try vector(node.expression, at: time)
    let groups = grouped(points, by: node.grouping)
    switch node.op {
    case .topk, .bottomk:
      return try ranked(groups, node, at: time)
    case .countValues:
      return try counted(groups, node)
    case .quantile:
      let quantile = try node.parameter.map { try scalar($0, at: time) } ?? .nan
      return groups.map {
        PromPoint(labels: $0.labels, value: Statistics.quantile(quantile, $0.points.map(\.value)))
      }
    default:
      return groups.map {
        PromPoint(labels: $0.labels, value: reduced($0.points.map(\.value), node.op))
      }
    }
  }

  private func reduced(_ values: [Double], _ op: PromAggregator) -> Double {
    switch op {
    case .sum: Statistics.sum(values)
    case .avg: Statistics.mean(values)
    case .min: Statistics.minimum(values)
    case .max: Statistics.maximum(values)
    case .count: Double(values.count)
    case .stddev: Statistics.variance(values).squareRoot()
    case .stdvar: Statistics.variance(values)
    default: 1
    }
  }

  private typealias Group = (labels: Labels, points: [PromPoint])

  private func grouped(_ points: [PromPoint], by grouping: PromAggregation.Grouping?) -> [Group] {
    var positions: [Labels: Int] = [:]
    var groups: [Group] = []
    for point in points {
      let labels =
        switch grouping {
        case nil: Labels()
        case .by(let names): point.labels.keeping(names)
        case .without(let names): point.labels.dropping(names + ["__name__"])
        }
      if let position = positions[labels] {
        groups[position].points.append(point)
      } else {
        positions[labels] = groups.count
        groups.append((labels, [point]))
      }
    }
    return groups
  }

  /// `topk` and `bottomk` keep whole series; NaN ranks last in both.
  private func ranked(
    _ groups: [Group], _ node: PromAggregation, at time: Int64
  ) throws -> [PromPoint] {
    let wanted = try node.parameter.map { try scalar($0, at: time) } ?? .nan
    guard wanted.isFinite else {
      throw PromFailure.execution("Scalar value \(NumberText.shortest(wanted)) overflows int64")
    }
    let count = Int(min(max(wanted.rounded(.towardZero), 0), 1e9))
    return groups.flatMap { group in
      group.points.enumerated().sorted { a, b in
        let (x, y) = (a.element.value, b.element.value)
        if x.isNaN || y.isNaN { return x.isNaN == y.isNaN ? a.offset < b.offset : y.isNaN }
        if x == y { return a.offset < b.offset }
        return node.op == .topk ? x > y : x < y
      }.prefix(count).map(\.element)
    }
  }

  private func counted(_ groups: [Group], _ node: PromAggregation) throws -> [PromPoint] {
    let label = node.parameter.map { text($0) } ?? ""
    guard PromLabelName.isValid(label) else {
      throw PromFailure.execution("invalid label name \"\(label)\"")
    }
    let all = groups.flatMap { group in
      var counts: [Double] = []
      var positions: [String: Int] = [:]
      var texts: [String] = []
      for point in group.points {
        let text = NumberText.plainDecimal(point.value)
        let position = positions[text] ?? counts.count
        if position == counts.count {
          positions[text] = position
          texts.append(text)
          counts.append(0)
        }
        counts[position] += 1
      }
      return zip(texts, counts).map { text, count in
        PromPoint(labels: group.labels.merging([label: text]), value: count)
      }
    }
    return try distinct(all)
  }
}

enum PromLabelName {
  static func isValid(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return bytes.first.map { !(0x30...0x39).contains($0) } == true
      && bytes.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || $0 == 0x5F
      }
  }
}

internal import Languages
internal import Telemetry

extension PromEvaluator {
  func call(_ call: PromCall, at time: Int64) throws -> PromStep {
    let arguments = call.arguments
    switch (call.function.name, arguments.first) {
    case ("time", _): return .scalar(Double(time) / 1000)
    case ("pi", _): return .scalar(.pi)
    case ("vector", let argument?):
      return .vector([PromPoint(labels: Labels(), value: try scalar(argument, at: time))])
    case ("scalar", let argument?):
      let points = try vector(argument, at: time)
      return .scalar(points.count == 1 ? points[0].value : .nan)
    case ("timestamp", let argument?): return .vector(try timestamps(argument, at: time))
    case ("absent", let argument?):
      return .vector(try absent(argument, isEmpty: vector(argument, at: time).isEmpty))
    case ("absent_over_time", let argument?):
      return .vector(try absent(argument, isEmpty: matrix(argument, at: time).isEmpty))
    case ("label_replace", _): return .vector(try labelReplace(arguments, at: time))
    case ("label_join", _): return .vector(try labelJoin(arguments, at: time))
    case ("histogram_quantile", _): return .vector(try bucketQuantile(arguments, at: time))
    case (let name, let argument?) where name.hasPrefix("sort"):
      return .vector(
        sorted(try vector(argument, at: time), name, by: arguments.dropFirst().map(text)))
    case (let name, _) where name.hasPrefix("histogram_"):
      return .vector([])  // native histograms only, which the store does not hold
    default:
      return .vector(try mapped(call, at: time))
    }
  }

  /// Functions that treat every series on its own.
  private func mapped(_ call: PromCall, at time: Int64) throws -> [PromPoint] {
    let name = call.function.name
    let parameters = try call.arguments.filter { $0.type == .scalar }.map {
      try scalar($0, at: time)
    }
    if let argument = call.arguments.first(where: { $0.type == .matrix }) {
      let keepsName = name == "last_over_time" || name == "first_over_time"
      let points = try matrix(argument, at: time).compactMap { window in
        RangeFunction.value(name, window, parameters: parameters, at: time).map { value in
          let point = PromPoint(labels: window.labels, value: value)
          return keepsName ? point : point.nameless(value)
        }
      }
      return try distinct(points)
    }
    if name == "clamp", parameters.count == 2, parameters[1] < parameters[0] { return [] }
    let points =
      try call.arguments.first.map { try vector($0, at: time) }
      ?? [PromPoint(labels: Labels(), value: Double(time) / 1000)]
    return try distinct(
      points.compactMap { point in
        ElementFunction.value(name, point.value, parameters: parameters).map(point.nameless)
      })
  }

  /// A bare selector tells when its samples were taken, anything else is as old as the step.
  private func timestamps(_ argument: PromExpression, at time: Int64) throws -> [PromPoint] {
    if case .vector(let selector) = argument.unwrapped.node {
      return try distinct(
        newest(selector, at: time).map { $0.point.nameless(Double($0.time) / 1000) })
    }
    return try distinct(vector(argument, at: time).map { $0.nameless(Double(time) / 1000) })
  }

  /// The labels of the missing series, as far as the selector names them.
  private func absent(_ argument: PromExpression, isEmpty: Bool) throws -> [PromPoint] {
    guard isEmpty else { return [] }
    var labels = Labels()
    switch argument.unwrapped.node {
    case .vector(let selector), .matrix(let selector, _):
      var named = Set<String>()
      for matcher in selector.matchers where matcher.name != "__name__" {
        let isFirst = named.insert(matcher.name).inserted
        let value = matcher.op == .equal && isFirst && !matcher.value.isEmpty
        labels[matcher.name] = value ? matcher.value : nil
      }
    default: break
    }
    return [PromPoint(labels: labels, value: 1)]
  }

  private func sorted(_ points: [PromPoint], _ name: String, by labels: [String]) -> [PromPoint] {
    let descends = name.hasSuffix("_desc")
    guard name.hasPrefix("sort_by_label") else {
      return points.sorted { a, b in
        if a.value.isNaN || b.value.isNaN { return !a.value.isNaN }
        return descends ? a.value > b.value : a.value < b.value
      }
    }
    return points.sorted { a, b in
      let (x, y) = (descends ? b.labels : a.labels, descends ? a.labels : b.labels)
      for label in labels where x[label] != y[label] { return (x[label] ?? "") < (y[label] ?? "") }
      return x < y
    }
  }

  private func bucketQuantile(_ arguments: [PromExpression], at time: Int64) throws -> [PromPoint] {
    guard arguments.count == 2 else { return [] }
    let quantile = try scalar(arguments[0], at: time)
    var positions: [Labels: Int] = [:]
    var groups: [(labels: Labels, buckets: [BucketQuantile.Bucket])] = []
    for point in try vector(arguments[1], at: time) {
      guard let upper = point.labels["le"].flatMap({ Double($0) }) else { continue }
      let labels = point.labels.dropping(["le", "__name__"])
      let bucket = BucketQuantile.Bucket(upper: upper, count: point.value)
      if let position = positions[labels] {
        groups[position].buckets.append(bucket)
      } else {
        positions[labels] = groups.count
        groups.append((labels, [bucket]))
      }
    }
    return groups.map {
      PromPoint(labels: $0.labels, value: BucketQuantile.value(quantile, $0.buckets))
    }
  }
}

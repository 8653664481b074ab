import Canvas

/// Histograms as the tests draw them.
enum HeatPictures {
  /// Eight linear bands over eleven moments: a wanderer, a steady band, a faint one.
  static var linear: HeatmapChart {
    var columns = [HeatmapChart.Column]()
    for x in 0..<11 {
      var bands = [HeatmapChart.Band]()
      for band in 0..<8 {
        var count = band == 3 ? 10.0 : 0
        if band == 4, x > 4 { count = 2 }
        if band == x % 7 { count = 40 }
        bands.append(.init(Double(band), Double(band + 1), count))
      }
      columns.append(.init(Double(x), bands))
    }
    var chart = HeatmapChart(columns, domain: 0...10, unit: .seconds)
    chart.horizontalAxis = .unit(.none)
    return chart
  }

  /// Bounds as client libraries have them, from zero to +Inf.
  static var classic: HeatmapChart {
    let bounds = [0, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, Double.infinity]
    var columns = [HeatmapChart.Column]()
    for x in 0..<11 {
      var bands = [HeatmapChart.Band]()
      for band in 0..<11 {
        var count = band == 3 ? 100.0 : 0
        if band == 0, x == 2 { count = 3 }
        if band == 4 { count = Double(40 + x) }
        if band > 6, x > 5 { count = 20 }
        if band == 10 { count = x == 7 ? 5 : 0 }
        bands.append(.init(bounds[band], bounds[band + 1], count))
      }
      columns.append(.init(Double(x), bands))
    }
    var chart = HeatmapChart(columns, domain: 0...10, unit: .seconds)
    chart.horizontalAxis = .unit(.none)
    chart.isLogarithmic = true
    return chart
  }
}

internal import Telemetry

extension QueryReport {
  /// `time,series,value`, a line each sample; a native histogram stands in quotes, as Prometheus prints it.
  public func writeCSV(to out: inout BlockWriter) {
    out.write("time,series,value\n")
    for one in series {
      let name = "," + Self.quoted(one.labels.description) + ","
      for sample in one.samples {
        out.write(sample.time)
        out.write(name)
        out.write(sample.value)
        out.write(ascii: "\n")
      }
      for point in one.histograms {
        out.write(point.time)
        out.write(name)
        out.write("\"" + point.histogram.text + "\"\n")
      }
    }
  }

  /// In quotes, with everything that could steer a terminal made visible.
  static func quoted(_ text: String) -> String {
    "\"" + text.safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

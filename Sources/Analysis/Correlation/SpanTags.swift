internal import Telemetry

/// Turns a span's attributes into labels of another signal, as `tags` of a correlation say.
struct SpanTags {
  private let tags: [Correlation.SpanDestination.Tag]

  /// Grafana's defaults apply when nothing is configured.
  init(_ configured: [Correlation.SpanDestination.Tag]) {
    tags = configured.isEmpty ? Self.defaults : configured
  }

  private static let defaults: [Correlation.SpanDestination.Tag] = [
    .init(key: "cluster"), .init(key: "hostname"), .init(key: "namespace"), .init(key: "pod"),
    .init(key: "service.name"), .init(key: "service.namespace"),
  ]

  /// The tags that are present, in configured order.
  func labels(of attributes: Labels) -> [(name: String, value: String)] {
    tags.compactMap { tag in
      guard let value = attributes[tag.key], !value.isEmpty else { return nil }
      let name = tag.renamed.flatMap { $0.isEmpty ? nil : $0 } ?? Self.labelName(tag.key)
      return (name, value)
    }
  }

  /// A key as label names allow it: `k8s.pod.name` is `k8s_pod_name`.
  static func labelName(_ key: String) -> String {
    String(key.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }
}

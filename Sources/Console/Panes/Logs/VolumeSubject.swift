internal import Analysis

/// What the volume is told apart by.
struct VolumeSubject: Hashable, Sendable {
  var name: String
  var place: FieldTally.Place

  static let level = VolumeSubject(name: "detected_level", place: .metadata)

  /// `level`, or the label's name.
  var title: String { self == .level ? "level" : name }
}

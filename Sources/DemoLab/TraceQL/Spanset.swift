/// Some spans of one trace that a query put together, with what it computed of them.
struct Spanset {
  /// Places in the trace, ascending.
  var spans: [Int]
  var attributes: [(name: String, value: FieldValue)] = []
}

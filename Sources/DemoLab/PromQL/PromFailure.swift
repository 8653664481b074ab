public import Languages

/// Why the lab's Prometheus does not answer, by the error types of its HTTP API.
public enum PromFailure: Error, Hashable, Sendable {
  /// The expression asks for something this engine does not have. 400 `bad_data`.
  case syntax(SyntaxError)
  /// A parameter makes no sense. 400 `bad_data`.
  case badData(String)
  /// The data does not fit the expression. 422 `execution`.
  case execution(String)
}

/// Something a span has that a query can name.
public enum TraceField: Hashable, Sendable {
  public enum Scope: String, Hashable, Sendable, CaseIterable {
    case span, resource, event, link, instrumentation
  }

  /// Without a scope, the span is asked first, then its resource.
  case attribute(Scope?, String)
  case intrinsic(TraceIntrinsic)

  /// As an answer names it: without scope, intrinsics as they are.
  public var unscopedName: String {
    switch self {
    case .attribute(_, let key): key
    case .intrinsic(let intrinsic): intrinsic.rawValue
    }
  }

  /// As metrics label it: with scope, unquoted.
  public var scopedName: String {
    switch self {
    case .attribute(let scope, let key): (scope?.rawValue ?? "") + "." + key
    case .intrinsic(let intrinsic): intrinsic.rawValue
    }
  }
}

extension TraceField: CustomStringConvertible {
  /// As a query writes it, the key quoted where it must be.
  public var description: String {
    guard case .attribute(let scope, let key) = self else { return scopedName }
    let plain = !key.isEmpty && key.unicodeScalars.allSatisfy(TraceLexer.isKeyScalar)
    return (scope?.rawValue ?? "") + "." + (plain ? key : TraceText.quoted(key))
  }
}

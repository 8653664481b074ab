/// One request as it went over the wire, for people to read: secrets are masked.
public struct RequestTrace: Equatable, Sendable {
  public var method: String
  public var url: String
  /// `nil` when there was no answer.
  public var status: Int?
  /// Why there was no answer.
  public var failure: String?
  public var milliseconds: Int
  /// Of the answer's body, decompressed.
  public var bytes: Int
  /// 1 for the first try.
  public var attempt: Int
}

/// One thing tried of a source, or of a tie between sources, and what came of it.
public struct DoctorCheck: Hashable, Sendable {
  public var name: String
  /// A source's name, or the signal that several are asked for.
  public var source: String
  public var ok: Bool
  public var detail: String
  /// What to change and where; `nil` when nothing needs to.
  public var fix: String?
  public var milliseconds: Int

  public init(
    name: String, source: String, ok: Bool, detail: String, fix: String? = nil, milliseconds: Int = 0
  ) {
    self.name = name
    self.source = source
    self.ok = ok
    self.detail = detail
    self.fix = fix
    self.milliseconds = milliseconds
  }
}

internal import Telemetry

/// Takes secrets out of what people may read: known ones by their text, and the user part of any URL.
struct Mask: Sendable {
  private let secrets: [String]

  /// Longer ones first, so that none leaves the rest of another behind.
  init(_ secrets: some Sequence<String>) {
    let found = Set(secrets).filter { !$0.isEmpty }
    self.secrets = found.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
  }

  func masked(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for secret in secrets { bytes = Self.replacing(Array(secret.utf8), in: bytes) }
    return URLUsers.masked(in: String(decoding: bytes, as: UTF8.self))
  }

  private static let stars = Array("***".utf8)

  private static func replacing(_ secret: [UInt8], in bytes: [UInt8]) -> [UInt8] {
    guard bytes.count >= secret.count else { return bytes }
    var out = [UInt8]()
    var index = 0
    while index < bytes.count {
      if bytes[index] == secret[0], bytes[index...].starts(with: secret) {
        out += stars
        index += secret.count
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return out
  }
}

import Backends
import Foundation
import Testing

/// A JSON answer read by Foundation, which shares nothing with the writer under test.
struct WireAnswer {
  let root: [String: Any]

  init(_ response: HTTPResponse) throws {
    let object = try JSONSerialization.jsonObject(with: Data(response.body.bytes))
    root = try #require(object as? [String: Any])
  }

  subscript(name: String) -> Any? { root[name] }

  func list(_ name: String) -> [[String: Any]] { root[name] as? [[String: Any]] ?? [] }
}

extension [String: Any] {
  func list(_ name: String) -> [[String: Any]] { self[name] as? [[String: Any]] ?? [] }
  func object(_ name: String) -> [String: Any] { self[name] as? [String: Any] ?? [:] }
  func text(_ name: String) -> String? { self[name] as? String }

  /// `key` to the one member of `value` of a list of attributes.
  var pairs: [String: String] {
    var pairs = [String: String]()
    for entry in list("labels") + list("attributes") {
      pairs[entry.text("key") ?? ""] = entry.object("value").map { "\($0.key)=\($0.value)" }.joined()
    }
    return pairs
  }
}

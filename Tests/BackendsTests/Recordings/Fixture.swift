internal import Backends
internal import Foundation

/// One recorded exchange with a real server.
struct Fixture: Decodable {
  struct Request: Decodable {
    var method: String?
    var path: String
    var params: [String: Scalar]?
    var form: [String: Scalar]?
    var headers: [String: String]?
  }

  struct Response: Decodable {
    var status: Int
    var contentType: String
    var body: String?
    var bodyBase64: String?
  }

  /// A parameter as the recording has it: text or a whole number.
  struct Scalar: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int64.self) {
        text = String(number)
      } else {
        text = try container.decode(String.self)
      }
    }
  }

  var request: Request
  var response: Response?
  /// WebSocket frames, where the exchange was one.
  var frames: [String]?

  init(_ name: String) throws {
    let data = try Data(contentsOf: Self.folder.appendingPathComponent(name + ".json"))
    self = try JSONDecoder().decode(Fixture.self, from: data)
  }

  var bytes: [UInt8] {
    guard let response else { return [] }
    if let text = response.body { return Array(text.utf8) }
    return response.bodyBase64.flatMap { Data(base64Encoded: $0) }.map(Array.init) ?? []
  }

  /// The response, whole or with another body.
  func answer(body: [UInt8]? = nil) -> HTTPResponse {
    let type = response?.contentType ?? ""
    return HTTPResponse(
      status: response?.status ?? 0, headers: type.isEmpty ? [:] : ["content-type": type],
      body: Payload(body ?? bytes))
  }

  /// The names of all recordings of one system, as `system/name`.
  static func all(of system: String) throws -> Set<String> {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent(system).path)
    return Set(files.map { "\(system)/" + $0.replacingOccurrences(of: ".json", with: "") })
  }

  private static var folder: URL {
    Bundle.module.resourceURL!.appendingPathComponent("Fixtures")
  }
}

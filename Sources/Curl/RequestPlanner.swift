internal import Backends
internal import Foundation

/// Makes requests for one endpoint: its URL, its headers, its secrets.
struct RequestPlanner: Sendable {
  private let endpoint: Endpoint
  private let address: Address
  private let user: String?
  private let password: String?

  /// `nil` when the endpoint's URL is none.
  init?(_ endpoint: Endpoint) {
    guard let address = Address(endpoint.url) else { return nil }
    self.endpoint = endpoint
    self.address = address
    switch endpoint.authorization {
    case .basic(let user, let password): (self.user, self.password) = (user, password.revealed)
    case .none: (user, password) = (address.user, address.password)
    case .bearer: (user, password) = (nil, nil)
    }
  }

  /// Every text that must not be shown, in each form it may take in a message.
  var secrets: [String] {
    var secrets = endpoint.headers.map(\.value.revealed) + [password ?? "", address.password ?? ""]
    if case .bearer(let token) = endpoint.authorization { secrets.append(token.revealed) }
    for case .text(let secret)? in [endpoint.key, endpoint.certificate] { secrets.append(secret.revealed) }
    // As it stands in the header, which some servers repeat.
    if let user, let password { secrets.append(Data("\(user):\(password)".utf8).base64EncodedString()) }
    return secrets.flatMap { [$0, HTTPRequest.percentEncoded($0)] }
  }

  func plan(_ request: HTTPRequest, timeout: Int) -> TransferPlan {
    var plan = TransferPlan(
      method: request.method.rawValue, url: url(for: request), headers: headers(for: request),
      endpoint: endpoint, user: user, password: password, timeout: timeout)
    switch request.body {
    case .none: if request.method == .post { plan.body = .post([]) }
    case .form(let fields): plan.body = .post(Array(HTTPRequest.encoded(fields).utf8))
    case .json(let bytes): plan.body = .post(bytes)
    }
    if let name = endpoint.serverName, name != address.host {
      plan.connectTo = "\(name):\(address.port):\(address.host):\(address.port)"
    }
    return plan
  }

  /// With another server name the URL carries that one, for TLS, and `Host` the real one.
  private func url(for request: HTTPRequest) -> String {
    let fields = request.query + endpoint.parameters.map { HTTPRequest.Field($0.name, $0.value) }
    let authority = address.authority(of: endpoint.serverName ?? address.host)
    let path = request.path.hasPrefix("/") ? request.path : "/" + request.path
    let query = fields.isEmpty ? "" : "?" + HTTPRequest.encoded(fields)
    return "\(address.scheme)://\(authority)\(address.prefix)\(path)\(query)"
  }

  private func headers(for request: HTTPRequest) -> [String] {
    var headers = request.headers.map { ($0.name, $0.value) }
    switch request.body {
    case .none: break
    case .form: headers.append(("Content-Type", "application/x-www-form-urlencoded"))
    case .json: headers.append(("Content-Type", "application/json"))
    }
    if let tenant = endpoint.tenant { headers.append(("X-Scope-OrgID", tenant)) }
    if case .bearer(let token) = endpoint.authorization {
      headers.append(("Authorization", "Bearer " + token.revealed))
    }
    if endpoint.serverName != nil { headers.append(("Host", address.authority)) }
    headers += endpoint.headers.map { ($0.name, $0.value.revealed) }
    return headers.map { Self.line($0.0, $0.1) }
  }

  /// No line breaks, so that a value cannot become a second header; `Name;` is libcurl's way to send
  /// an empty value.
  private static func line(_ name: String, _ value: String) -> String {
    let clean = [name, value].map { text in
      String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }
    return clean[1].isEmpty ? clean[0] + ";" : clean[0] + ": " + clean[1]
  }
}

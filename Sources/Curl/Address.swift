internal import CCurl

/// A source's URL in parts.
struct Address: Equatable, Sendable {
  var scheme: String
  /// Brackets around an IPv6 address included.
  var host: String
  var port: String
  /// Begins with `/` or is empty; never ends with `/`.
  var prefix: String
  var user: String?
  var password: String?

  /// `nil` when it is not an absolute http or https URL.
  init?(_ url: String) {
    guard let handle = curl_url() else { return nil }
    defer { curl_url_cleanup(handle) }
    guard curl_url_set(handle, CURLUPART_URL, url, 0) == CURLUE_OK,
      let scheme = Self.part(handle, CURLUPART_SCHEME), scheme == "http" || scheme == "https",
      let host = Self.part(handle, CURLUPART_HOST),
      let port = Self.part(handle, CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT))
    else { return nil }
    self.scheme = scheme
    self.host = host
    self.port = port
    var path = Self.part(handle, CURLUPART_PATH)?[...] ?? ""
    while path.last == "/" { path.removeLast() }
    prefix = String(path)
    user = Self.part(handle, CURLUPART_USER, UInt32(CURLU_URLDECODE))
    password = Self.part(handle, CURLUPART_PASSWORD, UInt32(CURLU_URLDECODE))
  }

  /// Host and port, the port left out where the scheme implies it.
  var authority: String { authority(of: host) }

  func authority(of host: String) -> String {
    port == (scheme == "https" ? "443" : "80") ? host : "\(host):\(port)"
  }

  private static func part(_ handle: OpaquePointer, _ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}

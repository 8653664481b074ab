internal import CCurl

/// A plan as libcurl's options.
struct Options {
  let easy: UnsafeMutableRawPointer
  let plan: TransferPlan

  /// - Parameter lists: Receives what must live as long as the handle.
  func set(_ lists: inout [UnsafeMutablePointer<curl_slist>]) {
    setRequest(&lists)
    setLimits()
    setConnection(&lists)
    setTrust()
  }

  private func setRequest(_ lists: inout [UnsafeMutablePointer<curl_slist>]) {
    string(CURLOPT_URL, plan.url)
    string(CURLOPT_PROTOCOLS_STR, "http,https")
    string(CURLOPT_USERAGENT, plan.endpoint.userAgent)
    string(CURLOPT_ACCEPT_ENCODING, "")
    number(CURLOPT_PATH_AS_IS, 1)
    if case .post(let bytes) = plan.body { curl_set_post(easy, bytes, bytes.count) }
    string(CURLOPT_CUSTOMREQUEST, plan.method)
    list(CURLOPT_HTTPHEADER, plan.headers + ["Expect:"], &lists)
    if let user = plan.user {
      number(CURLOPT_HTTPAUTH, curl_basic_authorization)
      string(CURLOPT_USERNAME, user)
      string(CURLOPT_PASSWORD, plan.password ?? "")
    }
  }

  private func setLimits() {
    number(CURLOPT_NOSIGNAL, 1)
    // Eight times libcurl's own: large answers take fewer turns of the loop.
    number(CURLOPT_BUFFERSIZE, 128 << 10)
    number(CURLOPT_TIMEOUT_MS, max(1, plan.timeout))
    number(CURLOPT_CONNECTTIMEOUT_MS, max(1, plan.endpoint.connectTimeout.milliseconds))
    curl_set_size(easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(plan.endpoint.maxBytes))
  }

  private func setConnection(_ lists: inout [UnsafeMutablePointer<curl_slist>]) {
    number(CURLOPT_TCP_KEEPALIVE, 1)
    number(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    // Rather share a connection that is being made than open one for each of twenty requests.
    number(CURLOPT_PIPEWAIT, 1)
    if let proxy = plan.endpoint.proxy { string(CURLOPT_PROXY, proxy) }
    if let socket = plan.endpoint.unixSocket {
      string(CURLOPT_UNIX_SOCKET_PATH, socket)
      string(CURLOPT_PROXY, "")
    }
    if let place = plan.connectTo { list(CURLOPT_CONNECT_TO, [place], &lists) }
  }

  private func setTrust() {
    pem(plan.endpoint.authorities, file: CURLOPT_CAINFO, text: CURLOPT_CAINFO_BLOB)
    pem(plan.endpoint.certificate, file: CURLOPT_SSLCERT, text: CURLOPT_SSLCERT_BLOB)
    pem(plan.endpoint.key, file: CURLOPT_SSLKEY, text: CURLOPT_SSLKEY_BLOB)
    if plan.endpoint.insecureSkipVerify {
      number(CURLOPT_SSL_VERIFYPEER, 0)
      number(CURLOPT_SSL_VERIFYHOST, 0)
    }
  }

  private func pem(_ pem: Endpoint.PEM?, file: CURLoption, text: CURLoption) {
    switch pem {
    case nil: break
    case .file(let path): string(file, path)
    case .text(let secret):
      let bytes = Array(secret.revealed.utf8)
      curl_set_bytes(easy, text, bytes, bytes.count)
    }
  }

  private func string(_ option: CURLoption, _ value: String) { curl_set_string(easy, option, value) }

  private func number(_ option: CURLoption, _ value: Int) { curl_set_number(easy, option, value) }

  private func list(
    _ option: CURLoption, _ items: [String], _ lists: inout [UnsafeMutablePointer<curl_slist>]
  ) {
    var first: UnsafeMutablePointer<curl_slist>?
    for item in items { first = curl_slist_append(first, item) ?? first }
    guard let first else { return }
    lists.append(first)
    curl_set_list(easy, option, first)
  }
}

extension Duration {
  /// Rounded up, at most about three weeks, as libcurl's 32-bit timers bear.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    let part = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int(min(max(0, seconds), 2_000_000) * 1000 + max(0, part))
  }
}

internal import Backends
internal import CCurl

/// One attempt in progress. Belongs to the loop's thread.
final class Transfer {
  typealias Finish = @Sendable (TransferResult) -> Void

  let easy: OpaquePointer
  private let finish: Finish
  private let limit: Int
  private var body = [UInt8]()
  private var headers = [String: String]()
  private var isTooLarge = false
  private var lists = [UnsafeMutablePointer<curl_slist>]()
  /// libcurl writes its words for an error here.
  private let words: UnsafeMutablePointer<CChar>

  /// `nil` when memory is short.
  init?(_ plan: TransferPlan, finish: @escaping Finish) {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = OpaquePointer(easy)
    self.finish = finish
    limit = plan.endpoint.maxBytes
    words = .allocate(capacity: Int(CURL_ERROR_SIZE))
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    curl_set_pointer(easy, CURLOPT_ERRORBUFFER, words)
    Options(easy: easy, plan: plan).set(&lists)
    receive()
  }

  deinit {
    curl_easy_cleanup(UnsafeMutableRawPointer(easy))
    for list in lists { curl_slist_free_all(list) }
    words.deallocate()
  }

  /// Reports the end, once; call after the handle has left the multi handle.
  func end(_ code: CURLcode) {
    let handle = UnsafeMutableRawPointer(easy)
    let said = String(cString: words)
    let message = said.isEmpty ? String(cString: curl_easy_strerror(code)) : said
    // Handed over, not shared: so the padding goes behind the bytes where they are.
    var taken = [UInt8]()
    swap(&taken, &body)
    finish(
      TransferResult(
        code: code.rawValue, message: message,
        status: curl_get_number(handle, CURLINFO_RESPONSE_CODE), headers: headers,
        body: Payload(consume taken),
        isTooLarge: isTooLarge || code == CURLE_FILESIZE_EXCEEDED))
  }

  func cancel() { finish(.cancelled) }

  private func receive() {
    let (handle, context) = (UnsafeMutableRawPointer(easy), Unmanaged.passUnretained(self).toOpaque())
    curl_set_receiver(
      handle, CURLOPT_WRITEFUNCTION, CURLOPT_WRITEDATA,
      { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return transfer.append(UnsafeRawBufferPointer(start: bytes, count: size * count))
      }, context)
    curl_set_receiver(
      handle, CURLOPT_HEADERFUNCTION, CURLOPT_HEADERDATA,
      { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        transfer.header(
          String(decoding: UnsafeRawBufferPointer(start: bytes, count: size * count), as: UTF8.self))
        return size * count
      }, context)
  }

  /// The number of bytes taken; fewer end the transfer.
  private func append(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard bytes.count <= limit - body.count else {
      isTooLarge = true
      body = []
      return 0
    }
    if body.isEmpty { reserve() }
    body.append(contentsOf: bytes)
    return bytes.count
  }

  /// Room for what the server announced and for the padding that the decoder wants.
  private func reserve() {
    let announced = curl_get_size(UnsafeMutableRawPointer(easy), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
    if announced > 0 { body.reserveCapacity(min(Int(clamping: announced), limit) + Payload.padding) }
  }

  private func header(_ line: String) {
    if line.hasPrefix("HTTP/") {
      // A proxy's answer or an interim one came before.
      headers = [:]
      return
    }
    let parts = line.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return }
    headers[parts[0].lowercased()] = String(parts[1].trimmed)
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

import Foundation
import Glibc
import Synchronization

/// A small HTTP/1.1 server on loopback or a Unix socket, a thread for each connection.
final class TestServer: Sendable {
  struct Request: Sendable {
    /// `GET /path?query`.
    var target: String
    /// Lower-case names.
    var headers: [String: String]
    var body: String
    /// From 1, over all connections.
    var number: Int
  }

  enum Reply: Sendable {
    case answer(Int, [String: String] = [:], [UInt8] = [])
    /// These bytes, then the end of the connection.
    case raw(String)
    case close
    /// No answer until the client leaves.
    case hang
  }

  private struct Log {
    var requests = [Request]()
    var connections = 0
    var ended = 0
  }

  let port: Int
  private let listener: Int32
  private let log = Mutex(Log())

  var requests: [Request] { log.withLock { $0.requests } }
  var connections: Int { log.withLock { $0.connections } }
  /// Connections that the client has left.
  var ended: Int { log.withLock { $0.ended } }
  var url: String { "http://127.0.0.1:\(port)" }

  init(socket path: String? = nil, _ handler: @escaping @Sendable (Request) -> Reply) throws {
    signal(SIGPIPE, SIG_IGN)
    (listener, port) = try path.map { (try Self.listen(at: $0), 0) } ?? Self.listen()
    Thread.detachNewThread { [self] in accept(handler) }
  }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// Waits until a condition holds; false after ten seconds.
  static func until(_ condition: () -> Bool) async -> Bool {
    for _ in 0..<1000 {
      if condition() { return true }
      try? await Task.sleep(for: .milliseconds(10))
    }
    return false
  }

  private func accept(_ handler: @escaping @Sendable (Request) -> Reply) {
    while case let connection = Glibc.accept(listener, nil, nil), connection >= 0 {
      log.withLock { $0.connections += 1 }
      Thread.detachNewThread { [self] in
        serve(connection, handler)
        close(connection)
        log.withLock { $0.ended += 1 }
      }
    }
  }

  private func serve(_ connection: Int32, _ handler: (Request) -> Reply) {
    var buffer = [UInt8]()
    while let request = next(connection, &buffer) {
      switch handler(request) {
      case .answer(let status, let headers, let body):
        var head = "HTTP/1.1 \(status) Answer\r\nContent-Length: \(body.count)\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        guard send(connection, Array((head + "\r\n").utf8) + body) else { return }
      case .raw(let text):
        _ = send(connection, Array(text.utf8))
        return
      case .close: return
      case .hang:
        while receive(connection, &buffer) {}
        return
      }
    }
  }

  private func next(_ connection: Int32, _ buffer: inout [UInt8]) -> Request? {
    while true {
      if let end = Data(buffer).range(of: Data("\r\n\r\n".utf8)) {
        let lines = String(decoding: buffer[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        var headers = [String: String]()
        for line in lines.dropFirst() {
          let parts = line.split(separator: ":", maxSplits: 1)
          headers[parts[0].lowercased()] =
            parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        let length = Int(headers["content-length"] ?? "0") ?? 0
        while buffer.count < end.upperBound + length {
          guard receive(connection, &buffer) else { return nil }
        }
        let body = String(decoding: buffer[end.upperBound..<(end.upperBound + length)], as: UTF8.self)
        buffer.removeFirst(end.upperBound + length)
        return log.withLock { log in
          let target = lines[0].replacingOccurrences(of: " HTTP/1.1", with: "")
          log.requests.append(
            Request(target: target, headers: headers, body: body, number: log.requests.count + 1))
          return log.requests.last
        }
      }
      guard receive(connection, &buffer) else { return nil }
    }
  }

  private func receive(_ connection: Int32, _ buffer: inout [UInt8]) -> Bool {
    var part = [UInt8](repeating: 0, count: 65_536)
    let count = recv(connection, &part, part.count, 0)
    guard count > 0 else { return false }
    buffer += part[..<count]
    return true
  }

  private func send(_ connection: Int32, _ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return false }
      rest = rest.dropFirst(sent)
    }
    return true
  }
}

extension TestServer {
  struct Failure: Error {}

  private static func listen() throws -> (Int32, Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard bound, Glibc.listen(descriptor, 64) == 0 else { throw Failure() }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  private static func listen(at path: String) throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    guard bound, Glibc.listen(descriptor, 64) == 0 else { throw Failure() }
    return descriptor
  }
}

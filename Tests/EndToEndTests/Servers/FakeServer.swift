import Foundation
import Glibc
import Synchronization

/// A server on loopback that answers as badly as it is told.
final class FakeServer: Sendable {
  enum Reply: Sendable {
    case answer(status: Int, type: String, body: String)
    /// Promises the whole body, sends half of it and hangs up.
    case half(body: String)
    /// Takes the request and never says a word.
    case silence
    /// Hangs up at once.
    case nothing

    static func json(_ body: String) -> Reply { .answer(status: 200, type: "application/json", body: body) }
  }

  struct CannotListen: Error {}

  let port: UInt16
  private let listener: Int32
  private let connections = Connections()

  var url: String { "http://127.0.0.1:\(port)" }

  /// Listens on a free port, or the one given. `reply` is asked for every request, with its path.
  convenience init(port: UInt16 = 0, reply: @escaping @Sendable (_ path: String) -> Reply) throws {
    try self.init(port: port, target: { target in reply(String(target.prefix { $0 != "?" })) })
  }

  /// `reply` gets the path with its query.
  init(port wanted: UInt16 = 0, target reply: @escaping @Sendable (_ target: String) -> Reply) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(wanted.bigEndian)
    var reuse: Int32 = 1
    // A port that was closed a moment ago may be listened on again at once.
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 && listen(descriptor, 64) == 0
          && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard bound else { throw CannotListen() }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [connections] in
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        connections.opened(connection)
        Thread.detachNewThread {
          Self.serve(connection, reply)
          connections.close(connection)
        }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    connections.hangUp()
  }

  /// Connections being served. A number is closed and forgotten in one step, since the system gives it
  /// to the next one at once.
  private final class Connections: Sendable {
    private let open = Mutex<Set<Int32>>([])

    func opened(_ connection: Int32) { open.withLock { _ = $0.insert(connection) } }

    func close(_ connection: Int32) {
      open.withLock {
        $0.remove(connection)
        _ = Glibc.close(connection)
      }
    }

    /// Ends the silent ones; whoever serves them closes them.
    func hangUp() {
      open.withLock { for connection in $0 { shutdown(connection, Int32(SHUT_RDWR)) } }
    }
  }

  private static func serve(_ connection: Int32, _ reply: (String) -> Reply) {
    guard let target = readRequest(connection) else { return }
    switch reply(target) {
    case .answer(let status, let type, let body):
      write(head(status, type, length: body.utf8.count) + body, to: connection)
    case .half(let body):
      write(head(200, "application/json", length: body.utf8.count), to: connection)
      write(String(body.prefix(body.count / 2)), to: connection)
    case .silence:
      var byte: UInt8 = 0
      while recv(connection, &byte, 1, 0) > 0 {}
    case .nothing:
      break
    }
  }

  private static func head(_ status: Int, _ type: String, length: Int) -> String {
    "HTTP/1.1 \(status) Said\r\nContent-Type: \(type)\r\nContent-Length: \(length)\r\nConnection: close\r\n\r\n"
  }

  /// Reads one request with its body and returns its path with the query.
  private static func readRequest(_ connection: Int32) -> String? {
    var received: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while true {
      let text = String(decoding: received, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        let head = text[..<end.lowerBound]
        let lengthLine = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
        let expected = lengthLine.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        if text[end.upperBound...].utf8.count >= expected {
          return head.split(separator: " ").dropFirst().first.map(String.init)
        }
      }
      let count = recv(connection, &part, part.count, 0)
      guard count > 0 else { return nil }
      received += part[..<count]
    }
  }

  private static func write(_ text: String, to connection: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard sent > 0 else { return }
      rest = rest.dropFirst(sent)
    }
  }
}

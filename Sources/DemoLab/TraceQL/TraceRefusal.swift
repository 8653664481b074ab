/// A request the lab's Tempo does not answer, in the server's words.
struct TraceRefusal: Error, Equatable {
  var status = 400
  var message: String

  init(_ message: String, status: Int = 400) {
    self.message = message
    self.status = status
  }
}

import Analysis
import Backends
import Reports
import Telemetry

/// The doctor at the homelab, some of whose servers may be down.
struct HomelabDoctor: Sendable {
  var backends: [SourceID: Backend]
  var broken: [SourceID: QueryFailure] = [:]

  func checks(over range: TimeRange) async -> [DoctorCheck] {
    let order: [SourceID] = ["prom", "loki", "tempo", "alerts", "ntfy"]
    let sources = order.compactMap { id in backends[id].map { Source(id: id, kind: $0.kind) } }
    return await Examination(sources: sources, range: range) { (await result(of: $0, $1), 0) }.checks()
  }

  private func result(of source: SourceID, _ query: Query) async -> Result<Answer, QueryFailure> {
    if let failure = broken[source] { return .failure(failure) }
    do {
      guard let backend = backends[source] else { throw QueryFailure(.unsupported, "no such source") }
      return .success(try await backend.ask(query))
    } catch let failure as QueryFailure {
      return .failure(failure)
    } catch {
      return .failure(QueryFailure(.serverFault, "\(error)"))
    }
  }
}

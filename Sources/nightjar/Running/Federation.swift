import Analysis
import Reports
import Telemetry

/// Asks every source of a kind at once. What some did not answer is told on standard error; when none
/// did, that is a failure.
struct Federation: Sendable {
  struct Reply: Sendable {
    var source: Source
    var answer: Answer
  }

  let world: World

  /// - Throws: `UsageFailure` without any source of the kind; `SourceFailure` when all failed.
  func ask(_ kind: SourceKind, _ query: @escaping @Sendable (Source) -> Query) async throws -> [Reply] {
    let sources = world.sources.filter { $0.kind == kind }
    guard !sources.isEmpty else {
      throw UsageFailure("no \(kind.rawValue) source in \(world.name): add a data source of type \(kind.rawValue)")
    }
    var replies = [Reply]()
    var failures = [(source: SourceID, failure: QueryFailure)]()
    for (source, result) in await answers(from: sources, query) {
      switch result {
      case .success(let answer): replies.append(Reply(source: source, answer: answer))
      case .failure(let failure): failures.append((source.id, failure))
      }
    }
    let question = sources.first.map(query)
    if replies.isEmpty { throw SourceFailure(failures: failures, query: question?.text, question: question) }
    for (source, failure) in failures {
      let remedy = question.flatMap { RemedyText.line(failure, of: $0) }
      Output.note("warning: \(source): \(failure.message.safe)" + (remedy.map { " (\($0))" } ?? ""))
    }
    for reply in replies {
      for warning in reply.answer.warnings { Output.note("warning: \(reply.source.id): \(warning.safe)") }
      if reply.answer.partial { Output.note("warning: \(reply.source.id): the answer is partial") }
    }
    return replies
  }

  private func answers(
    from sources: [Source], _ query: @escaping @Sendable (Source) -> Query
  ) async -> [(Source, Result<Answer, QueryFailure>)] {
    await withTaskGroup(of: (Int, Result<Answer, QueryFailure>).self) { group in
      for (index, source) in sources.enumerated() {
        group.addTask { (index, await world.result(of: source.id, query(source))) }
      }
      var found = [Int: Result<Answer, QueryFailure>]()
      for await (index, result) in group { found[index] = result }
      return sources.enumerated().compactMap { index, source in found[index].map { (source, $0) } }
    }
  }

  /// Series of all Prometheis; each is labelled with its source where there are several.
  func series(_ query: @escaping @Sendable (Source) -> Query, of kind: SourceKind = .prometheus) async throws -> [Series] {
    try await ask(kind, query).flatMap { reply -> [Series] in
      guard case .series(let series) = reply.answer.body else { return [] }
      return series.map { told($0, by: reply.source) }
    }
  }

  func told(_ series: Series, by source: Source) -> Series {
    let isOneOfSeveral = world.sources.count { $0.kind == source.kind } > 1
    var series = isOneOfSeveral ? series.told(by: source.id) : series
    series.source = source.id
    return series
  }
}

extension World {
  func result(of source: SourceID, _ query: Query) async -> Result<Answer, QueryFailure> {
    do {
      return .success(try await ask(source, query))
    } catch let failure as QueryFailure {
      return .failure(failure)
    } catch {
      return .failure(QueryFailure(.serverFault, "\(error)"))
    }
  }
}

internal import Telemetry

/// The operations of one trace, numbered, so that work on many spans compares numbers, not texts.
public struct TraceOperations: Sendable {
  /// In order of appearance in the waterfall.
  public let all: [TraceOperation]
  /// Services in order of appearance in the waterfall.
  public let services: [String]
  private let ofRow: [Int32]
  private let serviceOfOperation: [Int32]

  public init(_ tree: TraceTree) {
    let names = tree.trace.resources.map(\.service) + ["unknown_service"]
    var table = Table()
    ofRow = tree.rows.map { row in
      let resource = tree.trace.spans[row.span].resource
      let known = names.indices.dropLast().contains(resource) ? resource : names.count - 1
      return table.number(of: tree.trace.spans[row.span].name, resource: known, service: names[known])
    }
    (all, services, serviceOfOperation) = (table.all, table.services, table.serviceOfOperation)
  }

  /// The place in `all` of what a row's span did.
  public func index(ofRow row: Int) -> Int { Int(ofRow[row]) }

  public subscript(row: Int) -> TraceOperation { all[Int(ofRow[row])] }

  /// The place in `services` of the service that a row's span belongs to.
  public func serviceIndex(ofRow row: Int) -> Int { Int(serviceOfOperation[Int(ofRow[row])]) }

  private struct Table {
    private struct Key: Hashable {
      var service: Int32
      var name: String
    }

    var all: [TraceOperation] = []
    var services: [String] = []
    var serviceOfOperation: [Int32] = []
    private var numbers: [Key: Int32] = [:]
    private var serviceNumbers: [String: Int32] = [:]
    private var ofResource: [Int: Int32] = [:]

    mutating func number(of name: String, resource: Int, service: String) -> Int32 {
      let key = Key(service: number(ofService: service, resource: resource), name: name)
      if let known = numbers[key] { return known }
      let number = Int32(clamping: all.count)
      numbers[key] = number
      all.append(TraceOperation(service: service, name: name))
      serviceOfOperation.append(key.service)
      return number
    }

    private mutating func number(ofService service: String, resource: Int) -> Int32 {
      if let known = ofResource[resource] { return known }
      let number = serviceNumbers[service] ?? Int32(clamping: services.count)
      if serviceNumbers.updateValue(number, forKey: service) == nil { services.append(service) }
      ofResource[resource] = number
      return number
    }
  }
}

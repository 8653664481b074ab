extension RequestStub {
  /// Every series this request counts in, with the part of it that is observed there.
  var observations: [(series: RequestSeries, part: Part)] { answered + edges }

  /// What the services count of the requests they answer.
  private var answered: [(RequestSeries, Part)] {
    let outcome = isFailed ? "STATUS_CODE_ERROR" : "STATUS_CODE_UNSET"
    let (unset, gateway) = ("STATUS_CODE_UNSET", "cilium-gateway")
    let introspect = "POST /application/o/introspect/"
    var found: [(RequestSeries, Part)] = [
      (.init(family: .http, service: gateway, name: spec.name, status: String(status)), .gateway),
      (.init(family: .spans, service: gateway, name: spec.name, status: outcome), .gateway),
      (.init(family: .spans, service: "authentik-outpost", name: TraceBuilder.authRoute, status: unset), .outpost),
      (.init(family: .http, service: "authentik", name: introspect, status: isRejected ? "401" : "200"),
        .authentik),
      (.init(family: .spans, service: "authentik-server", name: introspect, status: unset), .authentik),
    ]
    guard !isRejected else { return found }
    found += [
      (.init(family: .http, service: spec.service, name: spec.name, status: String(status)), .application),
      (.init(family: .spans, service: spec.service, name: spec.name, status: outcome), .application),
    ]
    guard nasNs > 0 else { return found }
    return found + [(.init(family: .spans, service: "nas", name: "nfsd.read", status: unset), .nas)]
  }

  /// What Tempo's service graph makes of the spans of `TraceBuilder`: one call an edge and pair of
  /// spans; whoever calls the gateway sends no spans, nor do the databases.
  private var edges: [(RequestSeries, Part)] {
    let (gateway, outpost, server) = ("cilium-gateway", "authentik-outpost", "authentik-server")
    var found = call("user", gateway, .gateway, "virtual_node", fails: isFailed)
    found += call(gateway, outpost, .outpost) + call(outpost, server, .authentik)
    found += call(server, "redis", .token, "database") + call(server, "postgresql", .tokenTable, "database")
    guard !isRejected else { return found }
    found += call(gateway, spec.service, .application, fails: isFailed)
    let database = spec.service == "jellyfin" ? "library.db" : "redis"
    if spec.isPlayback { found += call(spec.service, database, .users, "database") }
    found += call(spec.service, database, .statement, "database")
    guard nasNs > 0 else { return found }
    return found + call("jellyfin", "nas", .nas, fails: isFailed && isStalled)
  }

  private func call(
    _ client: String, _ server: String, _ part: Part, _ connection: String = "", fails: Bool = false
  ) -> [(RequestSeries, Part)] {
    let families: [RequestSeries.Family] = fails ? [.graph, .graphFailures] : [.graph]
    return families.map { (.init(family: $0, service: client, name: server, status: connection), part) }
  }
}

import Backends
import Testing

@testable import Curl

@Suite struct RequestPlannerTests {
  private func plan(_ endpoint: Endpoint, _ request: HTTPRequest = HTTPRequest(.get, "/q")) throws
    -> TransferPlan
  {
    try #require(RequestPlanner(endpoint)).plan(request, timeout: 1000)
  }

  @Test(arguments: [
    ("http://host", "http://host/q"), ("http://host:80/", "http://host/q"),
    ("https://host:443/a/b/", "https://host/a/b/q"), ("http://[::1]:9090", "http://[::1]:9090/q"),
    ("http://u:p@host:9/x", "http://host:9/x/q"),
  ])
  func appendsThePath(_ base: String, _ url: String) throws {
    #expect(try plan(Endpoint(url: base)).url == url)
  }

  @Test func theUserOfTheURLIsBasicAuthorization() throws {
    let plan = try plan(Endpoint(url: "http://an%40na:p%20w@host"))
    #expect(plan.user == "an@na")
    #expect(plan.password == "p w")
  }

  @Test func explicitAuthorizationWins() throws {
    var endpoint = Endpoint(url: "http://a:b@host")
    endpoint.authorization = .bearer(Secret("t"))
    let plan = try plan(endpoint)
    #expect(plan.user == nil)
    #expect(plan.headers.contains("Authorization: Bearer t"))
  }

  @Test func anotherServerNameKeepsHostAndPlace() throws {
    var endpoint = Endpoint(url: "https://10.0.0.5:8443/x")
    endpoint.serverName = "prom.home"
    let plan = try plan(endpoint)
    #expect(plan.url == "https://prom.home:8443/x/q")
    #expect(plan.connectTo == "prom.home:8443:10.0.0.5:8443")
    #expect(plan.headers.contains("Host: 10.0.0.5:8443"))
  }
}

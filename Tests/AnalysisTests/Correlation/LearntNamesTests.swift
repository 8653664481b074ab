import Analysis
import Testing

@Suite struct LearntNamesTests {
  @Test func findsTheLabelThatNamesServices() {
    let learnt = LearntNames(
      services: ["cart", "shop", "nas"],
      logs: ["app": ["cart", "shop", "nas-server"], "container": ["main"], "pod": ["cart", "shop", "nas"]],
      metrics: ["job": ["media/cart", "media/shop", "media/nas"], "service": ["cart"]])
    #expect(learnt.logs?.name == "app" && learnt.logs?.known == ["cart", "shop"])
    #expect(learnt.logs?.unknown == ["nas"] && learnt.logs?.alike == ["nas-server": "nas"])
    #expect(learnt.metrics?.name == "job" && learnt.metrics?.unknown == [])
  }

  @Test func theConfigurationHasTheLastWord() {
    let learnt = LearntNames(
      services: ["nas"], logs: ["app": ["box-7"]], metrics: [:], renames: ["box-7": "nas"])
    #expect(learnt.logs?.known == ["nas"] && learnt.logs?.alike == [:])
    #expect(learnt.metrics == nil)
  }

  @Test func equallyGoodLabelsGoByTheirOrder() {
    let learnt = LearntNames(
      services: ["a1", "b1"], logs: ["app": ["a1", "b1"], "service_name": ["a1", "b1", "z"]], metrics: ["job": ["up"]])
    #expect(learnt.logs?.name == "service_name")
    #expect(learnt.metrics == nil, "no value in common")
  }
}

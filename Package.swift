// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
  linker: [LinkerSetting]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict,
    linkerSettings: linker)
}

let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")

func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

let package = Package(
  name: "nightjar",
  products: [.executable(name: "nightjar", targets: ["nightjar"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Values and pure logic.
    module("Telemetry"),
    module("Languages"),
    module("Analysis", ["Telemetry", "Languages"]),
    module("Canvas"),
    module("Console", ["Telemetry", "Languages", "Analysis", "Canvas", "Reports"]),
    module("Reports", ["Telemetry", "Languages", "Analysis", "Canvas"]),

    // The servers' languages, and the lab that speaks them.
    .target(
      name: "CSimdjson", cxxSettings: [.define("SIMDJSON_EXCEPTIONS", to: "0"), .unsafeFlags(["-O2"])],
      linkerSettings: [.linkedLibrary("simdjson")]),
    module(
      "Backends", ["Telemetry", "CSimdjson", protobuf], exclude: ["Tempo/Schema/trace.proto"]),
    module("DemoLab", ["Telemetry", "Languages", "Backends", protobuf]),

    // The edges.
    .target(name: "CCurl"),
    module("Curl", ["Telemetry", "Backends", "CCurl"]),
    .systemLibrary(name: "CCurses"),
    .target(name: "CTerminal"),
    module("Curses", ["Canvas", "CCurses", "CTerminal"]),
    module("Settings", ["Telemetry", "Analysis", .product(name: "Yams", package: "Yams")]),

    .executableTarget(
      name: "nightjar",
      dependencies: [
        "Telemetry", "Languages", "Analysis", "Canvas", "Console", "Reports", "Backends", "DemoLab",
        "Curl", "Curses", "Settings",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    tests("TelemetryTests", ["Telemetry"]),
    tests("LanguagesTests", ["Languages"]),
    tests("AnalysisTests", ["Analysis", "Languages", "Telemetry"]),
    tests("CanvasTests", ["Canvas"]),
    tests(
      "BackendsTests", ["Backends", "Reports", "Analysis", "Canvas", "Telemetry", protobuf],
      resources: [.copy("Fixtures")]),
    tests("DemoLabTests", ["DemoLab", "Backends", "Languages", "Telemetry"]),
    tests("CurlTests", ["Curl", "Backends", "Telemetry"]),
    tests("CursesTests", ["Curses", "Canvas", "CTerminal"]),
    tests(
      "SettingsTests",
      ["Settings", "Reports", "Analysis", "Languages", "Telemetry", .product(name: "Yams", package: "Yams")]),
    tests("ReportsTests", ["Reports", "Analysis", "Canvas", "Telemetry"]),
    tests(
      "ConsoleTests",
      ["Console", "Reports", "Canvas", "Analysis", "DemoLab", "Backends", "Languages", "Telemetry"],
      resources: [.copy("Walks")]),
    tests("EndToEndTests", []),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

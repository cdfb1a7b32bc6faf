// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same settings: Swift 6 mode, `any` spelled out, imports visible where used, no warnings.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "cnswatch",
    products: [
        .executable(name: "cnswatchd", targets: ["cnswatchd"]),
        .executable(name: "cnswatch", targets: ["cnswatch"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        // The clinical rooms: pure, importing nothing but each other.
        room("CivilCalendar"),
        room("ClinicalModel", ["CivilCalendar"]),
        room("Surveillance", ["CivilCalendar", "ClinicalModel"]),

        // Files in.
        room("LocatedTOML", ["CivilCalendar"]),
        room("ProtocolReading", ["CivilCalendar", "LocatedTOML", "Surveillance"]),
        room("RosterReading", ["CivilCalendar", "ClinicalModel"]),
        room("SyntheticRoster", ["CivilCalendar", "ClinicalModel"]),

        // The wire.
        room("JSONText"),
        room("Varlink", ["JSONText"]),
        room("ControlInterface", ["JSONText"]),
        room("Reporting", ["CivilCalendar", "ClinicalModel", "ControlInterface", "Surveillance"]),

        // The service.
        .systemLibrary(
            name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
        room("Systemd", ["CSystemd"]),
        room("WatchStore", ["Alerting", "CivilCalendar", "ClinicalModel", "RosterReading", "Surveillance", grdb]),
        room("Alerting", ["CivilCalendar", "ClinicalModel", "Surveillance"]),
        room(
            "DaemonRuntime",
            [
                "Alerting", "CivilCalendar", "ClinicalModel", "ControlInterface", "JSONText", "LocatedTOML",
                "ProtocolReading", "Reporting", "RosterReading", "Surveillance", "Systemd", "Varlink", "WatchStore",
            ]),

        // The programs.
        .executableTarget(
            name: "cnswatchd", dependencies: ["DaemonRuntime", "LocatedTOML", "Systemd", argumentParser],
            swiftSettings: strict),
        .executableTarget(
            name: "cnswatch",
            dependencies: [
                "CivilCalendar", "ClinicalModel", "ControlInterface", "JSONText", "ProtocolReading", "Reporting",
                "RosterReading", "Surveillance", "SyntheticRoster", "Varlink", argumentParser,
            ],
            swiftSettings: strict),

        tests("ArchitectureTests", ["ClinicalModel", "Surveillance"]),
        tests("CivilCalendarTests", ["CivilCalendar"]),
        tests("LocatedTOMLTests", ["LocatedTOML", "CivilCalendar"]),
        tests(
            "ProtocolReadingTests",
            ["ProtocolReading", "LocatedTOML", "Surveillance", "ClinicalModel", "CivilCalendar"]),
        tests(
            "SurveillanceTests", ["CivilCalendar", "ClinicalModel", "ProtocolReading", "RosterReading", "Surveillance"]),
        tests("AlertingTests", ["Alerting", "CivilCalendar", "ClinicalModel", "Surveillance"]),
        tests("ServiceTests", ["ControlInterface", "cnswatch", "cnswatchd"]),
        tests("ControlInterfaceTests", ["ControlInterface", "JSONText", "Varlink"]),
        tests("DaemonRuntimeTests", ["DaemonRuntime", "CivilCalendar", "Systemd"]),
        tests(
            "WatchStoreTests",
            [
                "WatchStore", "Alerting", "CivilCalendar", "ClinicalModel", "ProtocolReading", "RosterReading",
                "Surveillance",
            ]),
        tests("JSONTextTests", ["JSONText"]),
        tests("RosterReadingTests", ["RosterReading", "CivilCalendar", "ClinicalModel"]),
        tests("SyntheticRosterTests", ["SyntheticRoster", "RosterReading", "CivilCalendar", "ClinicalModel"]),
        tests("VarlinkTests", ["Varlink", "JSONText"]),
        tests("SystemdTests", ["Systemd"]),
    ]
)

// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same settings: Swift 6 mode, `any` spelled out, imports visible where used, no warnings.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// The programs resolve every symbol at their start, and keep what they found where nothing can write it.
let hardened: [LinkerSetting] = [
    .unsafeFlags(["-Xlinker", "-z", "-Xlinker", "relro", "-Xlinker", "-z", "-Xlinker", "now"])
]

/// The released command needs no library to be looked for, read and bound before it starts, which would take longer than all
/// that it does. `make build` asks for it; it keeps the protections of the dynamic one.
let linkedWhole: [LinkerSetting] =
    Context.environment["CNSWATCH_LINK_WHOLE"] == nil
    ? []
    : [.unsafeFlags(["-static-executable", "-use-ld=lld", "-Xclang-linker", "-static-pie"])]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

func room(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

/// The golden files of a test target are read where they stand in the sources, so that they can be renewed there.
func tests(_ name: String, _ dependencies: [Target.Dependency], hasGolden: Bool = false) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TestSupport"], exclude: hasGolden ? ["Golden"] : [],
        swiftSettings: strict)
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

        // What staff do about it: as pure as they are.
        room("StaffWork", ["CivilCalendar", "ClinicalModel", "RosterModel", "Surveillance"]),

        // Who did and saw what, so that nobody can change it unseen: pure, for both ends.
        .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
        room("SecureHash", ["CNettle"]),
        room("AuditTrail", ["SecureHash"]),

        // What is shown of the texts of others.
        room("SafeText"),

        // When people may be told: as pure, and apart, since no clinical date may depend on it.
        room("ContactTime", ["CivilCalendar"]),

        // What is counted, for other programs; and files that others read while they are written.
        room("Metrics"),
        .systemLibrary(name: "CFileSystem"),
        room("AtomicFiles", ["CFileSystem"]),

        // Work done on all processors.
        room("ParallelMap"),

        // What was probably meant by a word that is not known.
        room("Spelling"),

        // All patients of a clinic in memory, whatever they were read from.
        room("RosterModel", ["CivilCalendar", "ClinicalModel", "Spelling"]),

        // Files in.
        room("LocatedTOML", ["CivilCalendar", "Spelling"]),
        room("ProtocolReading", ["CivilCalendar", "LocatedTOML", "Surveillance"]),
        room(
            "CSVReading",
            ["CivilCalendar", "ClinicalModel", "LocatedTOML", "ParallelMap", "RosterModel", "Spelling"]),
        room("FHIRReading", ["CivilCalendar", "ClinicalModel", "JSONText", "LocatedTOML", "RosterModel"]),
        room("RosterFolders", ["CSVReading", "ClinicalModel", "FHIRReading", "LocatedTOML", "RosterModel"]),
        room("SyntheticRoster", ["CivilCalendar", "ClinicalModel"]),

        // The wire.
        room("JSONText"),
        room("Varlink", ["JSONText"]),
        room("ControlInterface", ["JSONText"], exclude: ["org.cnswatch.Control.varlink"]),
        // Writes the messages of the control interface anew: `make messages`. No product holds it.
        .executableTarget(name: "GenerateMessages", dependencies: ["Varlink"], swiftSettings: strict),
        room(
            "Exports", ["CivilCalendar", "ContactTime", "ControlInterface", "JSONText", "SecureHash"]),
        room(
            "WireMapping",
            ["CivilCalendar", "ClinicalModel", "ControlInterface", "RosterModel", "StaffWork", "Surveillance"]),

        // What people look at: the answers of the service as pages.
        room("HTMLReport", ["CivilCalendar", "ControlInterface", "SafeText", "SecureHash"]),

        // The service.
        .systemLibrary(
            name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
        room("Systemd", ["CSystemd"]),
        room(
            "WatchStore",
            [
                "Alerting", "AuditTrail", "CivilCalendar", "ClinicalModel", "ContactTime", "RosterModel",
                "SecureHash", "StaffWork", "Surveillance", grdb,
            ]),
        room(
            "Alerting",
            ["CivilCalendar", "ClinicalModel", "ContactTime", "SecureHash", "StaffWork", "Surveillance"]),
        // Needs the headers of libcurl, and the library itself where somebody is told by mail or HTTP.
        .target(name: "CCurl"),
        room("Delivery", ["CCurl", "JSONText", "SafeText", "SecureHash"]),
        // The one that writes, and knows no wire; the one that answers, and cannot write; and what puts them together.
        room(
            "Service",
            [
                "Alerting", "CSVReading", "CivilCalendar", "ClinicalModel", "ContactTime", "Delivery", "FHIRReading",
                "LocatedTOML", "ParallelMap", "ProtocolReading", "RosterFolders", "RosterModel", "SecureHash",
                "StaffWork", "Surveillance", "Systemd", "WatchStore",
            ]),
        room(
            "ControlService",
            [
                "Alerting", "AtomicFiles", "AuditTrail", "CivilCalendar", "ClinicalModel", "ContactTime",
                "ControlInterface", "JSONText", "LocatedTOML", "Metrics", "ProtocolReading", "WireMapping",
                "RosterModel", "SecureHash", "Service", "Spelling", "StaffWork", "Surveillance", "Systemd", "Varlink",
                "WatchStore",
            ]),
        room(
            "DaemonRuntime",
            [
                "Alerting", "AtomicFiles", "CSVReading", "CivilCalendar", "ClinicalModel", "ContactTime",
                "ControlInterface", "ControlService", "Delivery", "LocatedTOML", "Metrics", "ProtocolReading",
                "HTMLReport", "RosterFolders", "Service", "StaffWork", "Surveillance", "Systemd", "Varlink",
                "WatchStore",
            ]),

        // What people see and type.
        room("Terminal", ["SafeText"]),

        // The programs.
        .executableTarget(
            name: "cnswatchd",
            dependencies: ["ControlInterface", "DaemonRuntime", "LocatedTOML", "Systemd", argumentParser],
            swiftSettings: strict, linkerSettings: hardened),
        .executableTarget(
            name: "cnswatch",
            dependencies: [
                "AtomicFiles", "AuditTrail", "CSVReading", "CivilCalendar", "ClinicalModel", "ControlInterface",
                "FHIRReading", "JSONText", "LocatedTOML", "ParallelMap", "ProtocolReading", "HTMLReport",
                "WireMapping",
                "RosterFolders", "RosterModel", "SecureHash", "Exports", "Surveillance",
                "SyntheticRoster",
                "Terminal", "Varlink",
                argumentParser,
            ],
            swiftSettings: strict, linkerSettings: hardened + linkedWhole),

        // What the tests of several rooms need: golden files, folders, programs, seeded numbers.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),

        tests("ArchitectureTests", ["CivilCalendar", "ClinicalModel", "Surveillance"]),
        tests("CivilCalendarTests", ["CivilCalendar"]),
        tests("ContactTimeTests", ["ContactTime", "CivilCalendar"], hasGolden: true),
        tests("MetricsTests", ["Metrics"], hasGolden: true),
        tests("ParallelMapTests", ["ParallelMap"]),
        tests("AtomicFilesTests", ["AtomicFiles"], hasGolden: true),
        tests("LocatedTOMLTests", ["LocatedTOML", "CivilCalendar"], hasGolden: true),
        tests(
            "ProtocolReadingTests",
            ["ProtocolReading", "LocatedTOML", "Surveillance", "ClinicalModel", "CivilCalendar"],
            hasGolden: true),
        tests(
            "SurveillanceTests",
            ["CSVReading", "CivilCalendar", "ClinicalModel", "ProtocolReading", "RosterModel", "Surveillance"]),
        tests(
            "StaffWorkTests",
            [
                "StaffWork", "CSVReading", "CivilCalendar", "ClinicalModel", "ProtocolReading", "RosterModel",
                "Surveillance",
            ]),
        tests("SecureHashTests", ["SecureHash"]),
        tests("AuditTrailTests", ["AuditTrail", "SecureHash"], hasGolden: true),
        tests(
            "AlertingTests", ["Alerting", "CivilCalendar", "ClinicalModel", "ContactTime", "StaffWork", "Surveillance"]),
        tests("DeliveryTests", ["Delivery", "JSONText", "SecureHash"], hasGolden: true),
        tests(
            "ServiceTests",
            [
                "AuditTrail", "ControlInterface", "JSONText", "Terminal", "Varlink", "cnswatch",
                "cnswatchd",
                argumentParser,
            ], hasGolden: true),
        tests("GenerateMessagesTests", ["GenerateMessages", "Varlink"], hasGolden: true),
        tests("ControlInterfaceTests", ["ControlInterface", "JSONText", "Varlink"], hasGolden: true),
        tests(
            "DaemonRuntimeTests",
            [
                "DaemonRuntime", "Alerting", "CivilCalendar", "ClinicalModel", "ContactTime", "ControlInterface",
                "ControlService", "Delivery", "JSONText", "LocatedTOML", "ProtocolReading",
                "CSVReading", "RosterModel", "Service", "StaffWork", "Surveillance", "SyntheticRoster", "Systemd",
                "Varlink", "WatchStore",
            ], hasGolden: true),
        tests(
            "WatchStoreTests",
            [
                "WatchStore", "Alerting", "AuditTrail", "CivilCalendar", "ClinicalModel", "ContactTime",
                "ProtocolReading", "CSVReading", "RosterModel", "SecureHash", "StaffWork", "Surveillance",
                grdb,
            ], hasGolden: true),
        tests("HTMLReportTests", ["HTMLReport", "CivilCalendar", "ControlInterface", "SecureHash"]),
        tests("JSONTextTests", ["JSONText"], hasGolden: true),
        tests("SpellingTests", ["Spelling"]),
        tests("RosterModelTests", ["RosterModel", "CivilCalendar", "ClinicalModel"]),
        tests(
            "CSVReadingTests",
            ["CSVReading", "CivilCalendar", "ClinicalModel", "LocatedTOML", "RosterModel"],
            hasGolden: true),
        tests(
            "FHIRReadingTests",
            [
                "FHIRReading", "CivilCalendar", "ClinicalModel", "LocatedTOML", "ProtocolReading",
                "CSVReading", "RosterFolders", "RosterModel", "Surveillance",
            ], hasGolden: true),
        tests(
            "SyntheticRosterTests",
            [
                "SyntheticRoster", "CSVReading", "CivilCalendar", "ClinicalModel", "ParallelMap", "ProtocolReading",
                "RosterModel", "StaffWork", "Surveillance",
            ]),
        tests("VarlinkTests", ["Varlink", "JSONText"], hasGolden: true),
        tests("TerminalTests", ["Terminal"]),
        tests(
            "ExportsTests",
            ["Exports", "CivilCalendar", "ControlInterface", "JSONText"], hasGolden: true),
        tests("SystemdTests", ["Systemd"], hasGolden: true),
    ]
)

// For `make test-fast`: the rooms that need neither systemd, SQLite, libcurl nor the parser of arguments, and their tests.
if Context.environment["CNSWATCH_FAST"] != nil {
    var left: Set = ["ArgumentParser", "CCurl", "CSystemd", "GRDB"]
    func isLeft(_ dependency: Target.Dependency) -> Bool {
        switch dependency {
        case .byNameItem(let name, _), .targetItem(let name, _), .productItem(let name, _, _, _): left.contains(name)
        @unknown default: false
        }
    }
    while let target = package.targets.first(where: {
        !left.contains($0.name) && $0.dependencies.contains(where: isLeft)
    }) {
        left.insert(target.name)
    }
    package.targets.removeAll { left.contains($0.name) }
    package.products = []
    package.dependencies.removeAll { dependency in
        guard case .sourceControl(_, let location, _) = dependency.kind else { return false }
        return location.hasSuffix("/swift-argument-parser") || location.hasSuffix("/GRDB.swift")
    }
}

import Testing

@Suite("The direction of the arrows")
struct ImportTests {
    private func imports() throws -> [(file: SourceTree.File, module: String)] {
        try SourceTree.swiftFiles(in: "Sources").flatMap { file in
            SwiftCode(file.text).imports.map { (file, $0) }
        }
    }

    @Test func `every target imports only what the table allows it`() throws {
        let imports = try imports()
        #expect(imports.count > 100, "the sources were not found")
        for (file, module) in imports {
            #expect(
                AllowedImports.table[file.target]?[module] != nil,
                "\(file.path) imports \(module); allow it to \(file.target) in AllowedImports with a reason, or do without"
            )
        }
    }

    @Test func `every target stands in the table, and nothing else does`() throws {
        #expect(try SourceTree.targets() == AllowedImports.table.keys.sorted())
        for (target, modules) in AllowedImports.table {
            for (module, reason) in modules { #expect(!reason.isEmpty, "\(target) may import \(module): why?") }
        }
    }

    @Test(arguments: ["CivilCalendar", "ClinicalModel", "Surveillance"])
    func `the clinical rooms import nothing but each other`(room: String) throws {
        // Synchronization: the names of drugs are interned, once for the process.
        let rooms: Set = ["CivilCalendar", "ClinicalModel", "Surveillance", "Synchronization"]
        let files = try SourceTree.swiftFiles(in: "Sources/\(room)")
        #expect(!files.isEmpty)
        #expect(Set(files.flatMap { SwiftCode($0.text).imports }).isSubset(of: rooms))
    }

    @Test func `the command reaches neither the store nor Foundation, by whatever way`() throws {
        var modules: [String: Set<String>] = [:]
        for (file, module) in try imports() { modules[file.target, default: []].insert(module) }
        for (module, way) in ways(from: "cnswatch", through: modules) {
            let reason = AllowedImports.forbiddenToTheCommand[module]
            #expect(reason == nil, "\(way.joined(separator: " -> ")): \(reason ?? "")")
        }
    }

    @Test func `the command is linked with neither the store nor systemd`() throws {
        let declared = PackageManifest(try SourceTree.text(of: "Package.swift")).dependencies
        #expect(declared["cnswatch"]?.contains("Surveillance") == true, "the manifest was not understood")
        #expect(declared["WatchStore"]?.contains("grdb") == true, "the manifest was not understood")
        let reached = Set(ways(from: "cnswatch", through: declared).map(\.module))
        #expect(reached.isDisjoint(with: ["grdb", "WatchStore", "Systemd", "CSystemd", "Service"]))
        for (target, dependencies) in declared {
            let allowed = Set(AllowedImports.table[target].map(Array.init(_:))?.map(\.key) ?? [])
            let targets = dependencies.filter { AllowedImports.table[$0] != nil }
            #expect(targets.isSubset(of: allowed), "\(target) depends on a target that it may not import")
        }
    }

    @Test func `what writes the store is linked with no part of the control interface`() throws {
        let declared = PackageManifest(try SourceTree.text(of: "Package.swift")).dependencies
        let reached = Set(ways(from: "Service", through: declared).map(\.module))
        #expect(reached.contains("grdb"), "the manifest was not understood")
        #expect(reached.isDisjoint(with: ["Varlink", "ControlInterface", "WireMapping", "ControlService"]))
    }

    @Test func `what answers names nothing that could write the store`() throws {
        let files = try SourceTree.swiftFiles(in: "Sources/ControlService")
        #expect(files.contains { SwiftCode($0.text).withoutCommentsAndStrings.contains(/\bStoreView\b/) })
        for file in files {
            let code = SwiftCode(file.text).withoutCommentsAndStrings
            let found = code.matches(of: /\b(StoreWriter|WatchStore\s*\(|:\s*WatchStore\b)/).map { String($0.0) }
            #expect(found.isEmpty, "\(file.path) has \(found.joined(separator: ", ")): ask the writer instead")
        }
    }

    /// The modules that are reached from a target, each with the way to it.
    private func ways(
        from start: String, through modules: [String: Set<String>]
    ) -> [(module: String, way: [String])] {
        var found: [String: [String]] = [start: [start]]
        var open = [start]
        while let target = open.popLast() {
            for module in modules[target] ?? [] where found[module] == nil {
                found[module] = (found[target] ?? []) + [module]
                open.append(module)
            }
        }
        return found.map { ($0.key, $0.value) }
    }

    @Test func `an import is seen however it is written`() {
        let text = """
            import Alpha
            @testable import Beta
            internal import Gamma
            @_exported public import Delta
            import struct Epsilon.Thing
            // import Comment
            /* import Block
            import Block */
            let text = "import Quoted"
            let important = imports
            """
        #expect(SwiftCode(text).imports == ["Alpha", "Beta", "Gamma", "Delta", "Epsilon"])
    }

    @Test func `a forbidden module is found behind others, with the way to it`() {
        let found = ways(from: "a", through: ["a": ["b"], "b": ["c"], "c": ["a", "d"], "e": ["f"]])
        #expect(Set(found.map(\.module)) == ["a", "b", "c", "d"])
        #expect(found.first { $0.module == "d" }?.way == ["a", "b", "c", "d"])
    }
}

import Testing

@Suite("The habits of the sources")
struct HabitTests {
    @Test func `the sources are found`() throws {
        #expect(try SourceTree.swiftFiles(in: "Sources").count > 100)
    }

    @Test func `no file is named for being a drawer`() throws {
        let files = try SourceTree.swiftFiles(in: "Sources") + SourceTree.swiftFiles(in: "Tests")
        for file in files { #expect(!HabitTests.isDrawer(file.path), "\(file.path): name it for what it holds") }
    }

    @Test(arguments: ["DateUtils.swift", "Helpers.swift", "A/Common.swift", "StringMisc.swift", "Util/X.swift"])
    func `a drawer is recognised by its name`(path: String) {
        #expect(HabitTests.isDrawer(path))
    }

    @Test(arguments: ["Utility.swift", "Commonwealth.swift", "Facts/Facts.swift"])
    func `a subject is not taken for a drawer`(path: String) {
        #expect(!HabitTests.isDrawer(path))
    }

    private static func isDrawer(_ path: String) -> Bool { path.contains(/(Utils?|Helpers?|Common|Misc)(?![a-z])/) }

    @Test func `nothing in the sources gives up where it could say why`() throws {
        for file in try SourceTree.swiftFiles(in: "Sources") {
            let found = HabitTests.surrenders(in: file.text)
            #expect(found.isEmpty, "\(file.path) has \(found.joined(separator: ", "))")
        }
    }

    @Test(arguments: ["let a = try! b()", "let a = b as! C", "fatalError(\"x\")", "default: fatalError()"])
    func `giving up is recognised`(code: String) {
        #expect(!HabitTests.surrenders(in: code).isEmpty)
    }

    @Test func `giving up is not seen in comments and strings`() {
        #expect(HabitTests.surrenders(in: "// try! as! fatalError(\nlet a = \"try! fatalError(\" + b").isEmpty)
    }

    private static func surrenders(in text: String) -> [String] {
        SwiftCode(text).withoutCommentsAndStrings.matches(of: /\btry!|\bas!|\bfatalError\s*\(/).map { String($0.0) }
    }

    // A skip of a test's own would pass over a missing tool where nobody watches; a folder of its own might stay behind.
    @Test func `a test says what it needs by needs, and has its folders from TestSupport`() throws {
        let ownWays = /\.(enabled|disabled)\(|\bmkdtemp\b|\bNSTemporaryDirectory\b|\btemporaryDirectory\b/
        // No package brings the right to set the clock, and few containers have it.
        let mayDecide = "Tests/SystemdTests/WallClockAlarmTests.swift"
        for file in try SourceTree.swiftFiles(in: "Tests")
        where !file.path.hasPrefix("Tests/TestSupport/") && file.path != mayDecide {
            let found = SwiftCode(file.text).withoutCommentsAndStrings.matches(of: ownWays).map { String($0.0) }
            #expect(found.isEmpty, "\(file.path) has \(found.joined(separator: ", "))")
        }
    }

    @Test func `every main file is short, and every program has one way in`() throws {
        let files = try SourceTree.swiftFiles(in: "Sources")
        for file in files where file.name == "main.swift" {
            #expect(file.lineCount < 60, "\(file.path) has \(file.lineCount) lines: wiring belongs to a target")
        }
        for program in ["cnswatch", "cnswatchd"] {
            let entries = files.filter { file in
                file.target == program
                    && (file.name == "main.swift"
                        || SwiftCode(file.text).withoutCommentsAndStrings.contains(/@main\b/))
            }
            #expect(entries.count == 1, "\(program) is entered at \(entries.map(\.path))")
        }
    }
}

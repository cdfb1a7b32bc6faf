import AtomicFiles
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Folders that are replaced as a whole")
struct AtomicFolderTests {
    private let place: TemporaryFolder
    private var scratch: String { place.path }

    init() throws { place = try TemporaryFolder() }

    private func text(_ file: String) -> String? { try? place.text(file) }

    private func put(_ file: String) throws {
        let stream = try #require(fopen(scratch + "/" + file, "w"))
        fclose(stream)
    }

    private func names(_ folder: String = "") -> Set<String> {
        guard let opened = opendir(scratch + "/" + folder) else { return [] }
        defer { closedir(opened) }
        var names: Set<String> = []
        while let entry = readdir(opened) {
            names.insert(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names.subtracting([".", ".."])
    }

    private func begin() throws -> AtomicFolder { try AtomicFolder(path: scratch + "/out", marker: "mark") }

    @Test func `nobody sees it before it is whole, and the old one is gone after it`() throws {
        for (number, file) in ["old.html", "new.html"].enumerated() {
            let folder = try begin()
            try folder.write(Array("\(number)".utf8), to: file)
            try folder.write([1], to: "sub/\(file)")
            #expect(names("out") == (number == 0 ? [] : ["mark", "old.html", "sub"]))
            try folder.commit()
        }
        #expect(names("out") == ["mark", "new.html", "sub"] && names("out/sub") == ["new.html"])
        #expect(text("out/new.html") == "1" && names() == ["out"])
    }

    @Test func `what was not committed leaves nothing behind, nor does what a kill left`() throws {
        do { try begin().write([1], to: "a/b") }
        #expect(names().isEmpty)
        #expect(mkdir(scratch + "/.out.partial-killed", 0o700) == 0)
        try put(".out.partial-killed/mark")
        try put(".out.partial-killed/half.html")
        try begin().commit()
        #expect(names() == ["out"] && names("out") == ["mark"])
    }

    @Test func `two at once keep out of each other's way, and the last to be whole stays`() throws {
        let one = try begin()
        try one.write([1], to: "sub/one")
        let two = try begin()
        try two.write([2], to: "sub/two")
        try one.write([1], to: "sub/another")
        try two.commit()
        #expect(names("out/sub") == ["two"])
        try one.commit()
        #expect(names("out/sub") == ["one", "another"] && names() == ["out"])
        do {
            let given = try begin()
            try given.write([3], to: "sub/three")
            let whole = try begin()
            try whole.write([4], to: "sub/four")
            try whole.commit()
            #expect(names("out/sub") == ["four"])
        }
        #expect(names() == ["out"] && names("out/sub") == ["four"])
    }

    @Test(arguments: [".htaccess", "sub/mine.txt", "other/mine.txt", "other/"])
    func `what others have put into an earlier one keeps it from being replaced`(theirs: String) throws {
        let folder = try begin()
        try folder.write([1], to: "sub/page")
        try folder.commit()
        if let cut = theirs.firstIndex(of: "/") { mkdir(scratch + "/out/" + theirs[..<cut], 0o755) }
        if !theirs.hasSuffix("/") { try put("out/" + theirs) }
        let refused = #expect(throws: AtomicFileError.self) { try begin() }
        #expect(refused?.code == ENOTEMPTY && text("out/sub/page") != nil)
        #expect(names("out").count > 2 || names("out/sub").count == 2)
    }

    @Test func `something else beside it, even of its name, stops nothing`() throws {
        #expect(mkdir(scratch + "/elsewhere", 0o755) == 0)
        try put("elsewhere/mark")
        #expect(symlink("elsewhere", scratch + "/.out.partial-link") == 0)
        try put(".out.partial")
        try begin().commit()
        #expect(names() == ["elsewhere", ".out.partial-link", ".out.partial", "out"])
        #expect(names("elsewhere") == ["mark"])
    }

    @Test func `somebody's documents are left alone, an empty folder is taken`() throws {
        #expect(mkdir(scratch + "/out", 0o755) == 0)
        try put("out/thesis.txt")
        let refused = #expect(throws: AtomicFileError.self) { try begin() }
        #expect(refused?.code == ENOTEMPTY && names("out") == ["thesis.txt"])
        unlink(scratch + "/out/thesis.txt")
        try begin().commit()
        #expect(names("out") == ["mark"])
    }

    @Test func `a file of that name is no folder`() throws {
        try put("out")
        #expect(#expect(throws: AtomicFileError.self) { try begin() }?.code == ENOTDIR && names() == ["out"])
    }

    @Test func `what came into the folder meanwhile is not taken away`() throws {
        #expect(mkdir(scratch + "/out", 0o755) == 0)
        let folder = try begin()
        try put("out/late.txt")
        #expect(throws: AtomicFileError.self) { try folder.commit() }
        #expect(names("out") == ["late.txt"])
    }

    @Test func `a link to a folder is followed, and stays a link`() throws {
        #expect(mkdir(scratch + "/real", 0o755) == 0 && symlink("real", scratch + "/out") == 0)
        try begin().commit()
        var status = stat()
        #expect(lstat(scratch + "/out", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(names("real") == ["mark"])
    }

    @Test func `only who may read it can`() throws {
        let folder = try AtomicFolder(path: scratch + "/out", marker: "mark", modes: (0o750, 0o640))
        try folder.write([1], to: "sub/file")
        try folder.commit()
        for (path, mode) in [("out", 0o750), ("out/sub", 0o750), ("out/sub/file", 0o640), ("out/mark", 0o640)] {
            var status = stat()
            #expect(stat(scratch + "/" + path, &status) == 0 && status.st_mode & 0o7777 == mode_t(mode), "\(path)")
        }
    }
}

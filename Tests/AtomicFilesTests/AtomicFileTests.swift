import AtomicFiles
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Files that are replaced whole")
struct AtomicFileTests {
    private let place: TemporaryFolder
    private var folder: String { place.path }
    private var names: [String] { get throws { try place.names } }

    init() throws { place = try TemporaryFolder() }

    private func text(_ name: String) -> String? { try? place.text(name) }

    private func add(_ text: String, to file: AtomicFile) throws {
        try Array(text.utf8).withUnsafeBytes { try file.write($0) }
    }

    @Test func `the old file is there until the new one is whole`() throws {
        try AtomicFile.write(Array("old".utf8), to: folder + "/a.prom")
        let file = try AtomicFile(path: folder + "/a.prom")
        try add("new", to: file)
        #expect(text("a.prom") == "old")
        #expect(try names.filter { $0.hasSuffix(".prom") } == ["a.prom"])
        try add(" and more", to: file)
        try file.commit()
        #expect(text("a.prom") == "new and more")
        #expect(try names == ["a.prom"])
    }

    @Test func `what is not committed leaves nothing behind`() throws {
        try AtomicFile.write([], to: folder + "/a")
        do {
            let file = try AtomicFile(path: folder + "/a")
            try add("never", to: file)
            #expect(try names.count == 2)
        }
        #expect(text("a") == "")
        #expect(try names == ["a"])
    }

    @Test func `the mode is as asked for, whatever the mask`() throws {
        // The mask is the whole process's; so only one that hides nothing from other tests is set here.
        let before = umask(0o027)
        try AtomicFile.write([1], to: folder + "/a", mode: 0o644)
        try AtomicFile(path: folder + "/b").commit()
        umask(before)
        var status = stat()
        #expect(stat(folder + "/a", &status) == 0 && status.st_mode & 0o777 == 0o644)
        #expect(stat(folder + "/b", &status) == 0 && status.st_mode & 0o777 == 0o640)
    }

    @Test func `a link at the name is replaced, and one at the name of the part is not followed`() throws {
        try AtomicFile.write(Array("kept".utf8), to: folder + "/target")
        #expect(symlink("target", folder + "/a") == 0)
        #expect(symlink("target", folder + "/.a.partial") == 0)
        try AtomicFile.write(Array("mine".utf8), to: folder + "/a")
        #expect(text("target") == "kept")
        #expect(text("a") == "mine")
        #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: folder + "/a")) == nil)
        #expect(try names == ["a", "target"])
    }

    @Test func `a part left by a kill is replaced`() throws {
        try AtomicFile.write(Array(repeating: 65, count: 4_096), to: folder + "/.a.partial")
        try AtomicFile.write(Array("short".utf8), to: folder + "/a")
        #expect(text("a") == "short")
        #expect(try names == ["a"])
    }

    @Test func `a name without a folder is of the folder one stands in`() throws {
        #expect(throws: AtomicFileError(path: "", code: EISDIR)) { try AtomicFile(path: "") }
        #expect(throws: AtomicFileError(path: "..", code: EISDIR)) { try AtomicFile(path: "..") }
        #expect(throws: AtomicFileError(path: folder + "/", code: EISDIR)) { try AtomicFile(path: folder + "/") }
        #expect(throws: AtomicFileError(path: folder + "/x/a", code: ENOENT)) { try AtomicFile(path: folder + "/x/a") }
    }

    @Test func `a file that is a folder is refused, and stays`() throws {
        #expect(mkdir(folder + "/a", 0o700) == 0)
        #expect(throws: AtomicFileError(path: folder + "/a", code: EISDIR)) {
            try AtomicFile.write([1], to: self.folder + "/a")
        }
        #expect(try names == ["a"])
    }

    @Test func `nothing is committed twice`() throws {
        let file = try AtomicFile(path: folder + "/a")
        try file.commit()
        #expect(throws: AtomicFileError(path: folder + "/a", code: EBADF)) { try file.commit() }
        #expect(text("a") == "")
    }
}

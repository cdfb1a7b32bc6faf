import Foundation
import TestSupport
import Testing

@testable import Service

@Suite("The mark of an export that is being read")
struct ReadingMarkTests {
    private let folder: TemporaryFolder
    private var store: String { folder.path + "/cnswatch.sqlite" }
    private var mark: ReadingMark { ReadingMark(besideStore: store) }

    init() throws { folder = try TemporaryFolder() }

    @Test func `an export that was read leaves none`() {
        for _ in 0..<5 {
            #expect(mark.begin("a", isAsked: false))
            mark.end()
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/reading"))
    }

    @Test func `an export whose reading never ended is given up after three times, another is not`() {
        for time in 1...5 { #expect(mark.begin("a", isAsked: false) == (time <= 3)) }
        #expect(mark.begin("b", isAsked: false))
        #expect(mark.begin("a\nb", isAsked: false))
        mark.end()
    }

    @Test func `an export on which the process crashed is given up at once, until a person asks`() throws {
        #expect(mark.begin("a", isAsked: false))
        // What the handler of the signal writes.
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path + "/reading"))
        try file.seekToEnd()
        try file.write(contentsOf: Data("x".utf8))
        try file.close()
        #expect(!mark.begin("a", isAsked: false))
        #expect(!mark.begin("a", isAsked: false))
        #expect(mark.begin("a", isAsked: true))
        #expect(mark.begin("a", isAsked: false))
        mark.end()
    }

    @Test func `where no mark can be written, the export is read`() {
        #expect(ReadingMark(besideStore: "/none/such/store").begin("a", isAsked: false))
    }
}

import Glibc
import LocatedTOML
import Testing

@testable import ProtocolReading

/// Where the protocol is looked for, in folders made for the test.
@Suite final class ProtocolLocatorTests {
    private let folder: String
    private var made: [(path: String, isFolder: Bool)] = []

    init() throws {
        var template = Array("/tmp/cnswatch-locator-XXXXXX".utf8CString)
        folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    deinit {
        for entry in made.reversed() { _ = entry.isFolder ? rmdir(entry.path) : unlink(entry.path) }
        rmdir(folder)
    }

    private func makeFile(_ path: String) -> String {
        var path = path.split(separator: "/").map(String.init)
        let name = path.removeLast()
        var parent = folder
        for part in path {
            parent += "/" + part
            if mkdir(parent, 0o700) == 0 { made.append((parent, true)) }
        }
        let file = parent + "/" + name
        close(open(file, O_WRONLY | O_CREAT, 0o600))
        made.append((file, false))
        return file
    }

    private func locator() -> ProtocolLocator {
        var locator = ProtocolLocator()
        locator.environmentValue = nil
        locator.places.installed = folder + "/installed.toml"
        locator.places.executable = folder + "/checkout/.build/debug/cnswatch"
        return locator
    }

    @Test func `the path named wins, then the environment, then the installed file, then the checkout`() throws {
        let checkout = makeFile("checkout/etc/cnswatch/protocols/her2-cns.toml")
        var locator = locator()
        #expect(try locator.locate() == checkout)
        let installed = makeFile("installed.toml")
        #expect(try locator.locate() == installed)
        let environment = makeFile("environment.toml")
        locator.environmentValue = environment
        #expect(try locator.locate() == environment)
        let named = makeFile("named.toml")
        locator.named = named
        #expect(try locator.locate() == named)
    }

    @Test func `the nearest folder above the program wins`() throws {
        _ = makeFile("etc/cnswatch/protocols/her2-cns.toml")
        #expect(try locator().locate() == folder + "/etc/cnswatch/protocols/her2-cns.toml")
        let nearer = makeFile("checkout/.build/etc/cnswatch/protocols/her2-cns.toml")
        #expect(try locator().locate() == nearer)
    }

    @Test func `a path that was named is never replaced by another`() throws {
        _ = makeFile("installed.toml")
        var locator = locator()
        locator.environmentValue = folder + "/absent-2.toml"
        var error = #expect(throws: ProtocolNotFound.self) { try locator.locate() }
        #expect(error?.origin == .environment)
        #expect(error?.places == [folder + "/absent-2.toml"])
        locator.named = folder + "/absent-1.toml"
        error = #expect(throws: ProtocolNotFound.self) { try locator.locate() }
        #expect(error?.origin == .named)
        #expect(error?.description == "no protocol file at \(folder)/absent-1.toml; name a protocol file that exists")
    }

    @Test func `an empty variable counts as absent`() throws {
        let installed = makeFile("installed.toml")
        var locator = locator()
        locator.environmentValue = ""
        #expect(try locator.locate() == installed)
    }

    @Test func `where there is none, every place looked at is named`() throws {
        var locator = locator()
        locator.places.executable = "/a/b/cnswatch"
        let error = #expect(throws: ProtocolNotFound.self) { try locator.locate() }
        let end = "etc/cnswatch/protocols/her2-cns.toml"
        #expect(error?.places == [folder + "/installed.toml", "/a/b/\(end)", "/a/\(end)", "/\(end)"])
        for place in error?.places ?? [] { #expect(error?.description.contains(place) == true) }
        for origin in ProtocolNotFound.Origin.allCases {
            #expect(!ProtocolNotFound(places: ["x"], origin: origin).remedy.isEmpty)
        }
    }

    @Test func `the current folder is no place`() {
        var locator = locator()
        locator.places.executable = "cnswatch"
        let error = #expect(throws: ProtocolNotFound.self) { try locator.locate() }
        #expect(error?.places == [folder + "/installed.toml"])
    }

    @Test func `the program's own file is known`() {
        #expect(ProtocolLocator().places.executable?.hasPrefix("/") == true)
    }
}

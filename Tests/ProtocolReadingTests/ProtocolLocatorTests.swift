import LocatedTOML
import TestSupport
import Testing

@testable import ProtocolReading

/// Where the protocol is looked for, in folders made for the test.
@Suite struct ProtocolLocatorTests {
    private let place: TemporaryFolder
    private var folder: String { place.path }

    init() throws { place = try TemporaryFolder() }

    private func makeFile(_ name: String) throws -> String {
        try place.write(name, "")
        return place.file(name)
    }

    private func locator() -> ProtocolLocator {
        var locator = ProtocolLocator()
        locator.environmentValue = nil
        locator.places.installed = folder + "/installed.toml"
        locator.places.executable = folder + "/checkout/.build/debug/cnswatch"
        return locator
    }

    @Test func `the path named wins, then the environment, then the installed file, then the checkout`() throws {
        let checkout = try makeFile("checkout/etc/cnswatch/protocols/her2-cns.toml")
        var locator = locator()
        #expect(try locator.locate() == checkout)
        let installed = try makeFile("installed.toml")
        #expect(try locator.locate() == installed)
        let environment = try makeFile("environment.toml")
        locator.environmentValue = environment
        #expect(try locator.locate() == environment)
        let named = try makeFile("named.toml")
        locator.named = named
        #expect(try locator.locate() == named)
    }

    @Test func `the nearest folder above the program wins`() throws {
        _ = try makeFile("etc/cnswatch/protocols/her2-cns.toml")
        #expect(try locator().locate() == folder + "/etc/cnswatch/protocols/her2-cns.toml")
        let nearer = try makeFile("checkout/.build/etc/cnswatch/protocols/her2-cns.toml")
        #expect(try locator().locate() == nearer)
    }

    @Test func `a path that was named is never replaced by another`() throws {
        _ = try makeFile("installed.toml")
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
        let installed = try makeFile("installed.toml")
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

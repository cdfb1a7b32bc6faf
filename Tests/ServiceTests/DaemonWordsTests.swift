import ArgumentParser
import Testing

@testable import cnswatchd

@Suite("The words that the daemon is called with")
struct DaemonWordsTests {
    @Test(arguments: [[], ["--config", "x.toml"], ["--config", "/a b/c.toml"]])
    func `plain words are read as the parser reads them`(words: [String]) throws {
        let plain = try #require(CnswatchDaemon.plainConfiguration(words))
        #expect(plain == (try CnswatchDaemon.parse(words)).config)
    }

    @Test(arguments: [
        ["--config"], ["--config=x.toml"], ["--help"], ["--version"], ["--config", "--help"], ["--config", ""],
        ["x.toml"], ["--config", "x.toml", "y.toml"], ["--experimental-dump-help"],
    ])
    func `all others are for the parser`(words: [String]) {
        #expect(CnswatchDaemon.plainConfiguration(words) == nil)
    }
}

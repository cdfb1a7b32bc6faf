import ArgumentParser
import ControlInterface
import TestSupport
import Testing

@testable import cnswatch

/// The first word of a call, which leads to its command without a look at the others.
@Suite("Verbs")
struct VerbTests {
    @Test(arguments: Verb.allCases)
    func `a verb is the name of its command, and the help lists it`(verb: Verb) throws {
        #expect(verb.command.configuration.commandName == verb.rawValue)
        #expect(Cnswatch.configuration.subcommands.contains { $0 == verb.command })
    }

    @Test func `what is no plain call is left to the whole parser`() {
        for words in [
            [], ["--help"], ["--version"], ["nonsense"], ["due", "--help"], ["due", "-h"], ["due", "--nonsense"],
            ["due", "--limit"], ["due", "--generate-completion-script", "bash"], ["due", "--experimental-dump-help"],
            ["help", "due"], ["audit"], ["audit", "list"], ["audit", "help"], ["---completion", "due"],
            ["due", "extra"],
        ] { #expect(Verb.plainCall(words[...]) == nil, "\(words)") }
        #expect(Verb.plainCall(["due", "--limit", "5", "-o", "json"]) is DueCommand)
        #expect(Verb.plainCall(["what-if", "M1", "visit"]) is WhatIfCommand)
    }

    private static let plainCalls: [[String]] = [
        [], ["-o", "json"], ["--output", "csv", "--limit", "7"], ["--all", "--unbooked", "--mine"],
        ["--within", "30d", "--clinic", "North Wing", "--item", "brain-mri", "--owner", "anna"],
        ["--status", "due", "--status", "overdue", "--as-of", "2026-02-28", "--socket", "/x/y"],
        ["--stale"], ["--by-patient", "--clinic", "North"], ["--limit", "1", "--limit", "2"], ["--limit", "0"],
        ["--clinic", ""],
    ]

    @Test(arguments: plainCalls)
    func `a work-list is asked for in the same way whether the parser read the words or not`(words: [String]) throws {
        let plain = try #require(DueCommand.plain(words[...]))
        let parsed = try #require(try DueCommand.parseAsRoot(words) as? DueCommand)
        #expect(plain.filter.request(asOf: plain.day.asOf) == parsed.filter.request(asOf: parsed.day.asOf))
        #expect(plain.byPatient == parsed.byPatient)
        #expect(plain.limit == parsed.limit && plain.output == parsed.output)
        #expect(plain.service.socket == parsed.service.socket)
    }

    @Test func `every option of a work-list is either read plainly or left to the parser, and none is lost`() throws {
        let help = DueCommand.helpMessage()
        let options = Set(help.matches(of: /--[a-z-]+/).map { String($0.output) })
        let known = Set(Self.plainCalls.joined().filter { $0.hasPrefix("--") })
        #expect(options.subtracting(known) == ["--help"], "read it in DueCommand.plain, and say so here")
        for words in [
            ["--limit", "x"], ["--limit"], ["--limit", "-1"], ["--status", "late"], ["--item", "brain"],
            ["--within", "5"],
            ["--output", "xml"], ["--as-of", "2026-02-30"], ["--nonsense", "x"], ["x"], ["--mine", "--owner", "anna"],
            ["--limit=5"], ["--help"], ["-h"],
        ] { #expect(DueCommand.plain(words[...]) == nil, "\(words)") }
    }
}

import Foundation
import Glibc
import TestSupport
import Testing

/// A navigator's morning on a ward of twenty, with every verb, two people, a new export in the middle, and power cuts.
@Suite("A morning of work", .needs(.root))
struct MorningScenario {
    private enum Step {
        case act(Person, [String])
        case export(String)
    }

    private let day = WardService.day

    private var morning: [Step] {
        let (anna, berta) = (Person.anna, Person.berta)
        return [
            .act(anna, ["ack", "W01", "brain-mri"]),
            .act(anna, ["book", "W02", "brain-mri", day(10)]),
            .act(berta, ["book", "W03", "brain-mri", day(20)]),
            .act(anna, ["snooze", "W04", "brain-mri", "--until", day(10), "--reason", "on holiday"]),
            .act(anna, ["snooze", "W05", "brain-mri", "--until", day(30), "--reason", "abroad"]),
            .act(berta, ["snooze", "W05", "brain-mri", "--second", "--until", day(30)]),
            .act(berta, ["decline", "W06", "brain-mri", "--reason", "afraid of the tube"]),
            .act(anna, ["defer", "W07", "brain-mri", "--until", day(5), "--reason", "authorisation"]),
            .act(anna, ["close", "W08", "--reason", "moved away", "--until", day(90)]),
            .act(berta, ["close", "W08", "--second", "--until", day(90)]),
            .act(anna, ["record", "W09", "imaging", "mri-brain", "negative", day(-2)]),
            .act(anna, ["snooze", "W10", "brain-mri", "--until", day(1), "--reason", "she sleeps"]),
            .act(berta, ["record", "W10", "symptom", "seizure", "onset", day(0)]),
            .export("W09,\(day(-2)),imaging,mri-brain,negative,,,,\nW01,\(day(-1)),imaging,mri-brain,negative,,,,\n"),
            .act(anna, ["missed", "W11", "brain-mri", day(-1)]),
            .act(anna, ["book", "W12", "brain-mri", day(3)]),
            .act(berta, ["cancel", "W12", "brain-mri", day(3)]),
            .act(berta, ["interval", "W09", "brain-mri", "3m", "--reason", "triple therapy"]),
            .act(anna, ["record", "W14", "imaging", "mri-brain", "negative", day(-3)]),
            .act(berta, ["undo", "18", "--reason", "another patient's scan"]),
            .act(berta, ["ack", "--clinic", "North", "--item", "brain-mri", "--unbooked", "--within", "10d", "--yes"]),
        ]
    }

    private func work(_ ward: WardService, crashing: Bool) throws {
        for step in morning {
            switch step {
            case .act(let person, let arguments):
                let outcome = try person.cnswatch(arguments, ward)
                try #require(outcome.status == 0, "\(arguments): \(outcome.talk)\(outcome.output)")
            case .export(let rows): try ward.export(rows)
            }
            if crashing { try ward.crash() }
        }
    }

    /// How the ward stands: for each patient what is owed, what is laid on it, what was done.
    private func standing(_ ward: WardService) throws -> [String: [String]] {
        var standing: [String: [String]] = [:]
        for mrn in WardService.patients {
            let shown = try Person.visitor.cnswatch(["show", mrn, "-o", "json"], ward)
            let summary = try #require(
                try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [String: Any], "\(shown.talk)")
            func lines(_ member: String, _ keys: [String]) throws -> [String] {
                try #require(summary[member] as? [[String: Any]]).map { entry in
                    let words = keys.compactMap { key in
                        (entry[key] as? [String])?.joined(separator: "+")
                            ?? entry[key].flatMap { $0 is NSNull ? nil : "\($0)" }
                    }
                    return WardService.relative(words.filter { !$0.isEmpty }.joined(separator: " "))
                }
            }
            standing[mrn] =
                try lines("items", ["item", "rule", "due", "status", "flags", "booked", "misses"])
                + lines("leases", ["act", "kind", "item", "who", "second", "until", "standing"])
                + lines("acts", ["act", "who", "verb", "item", "words", "undoneBy", "standing"])
        }
        return standing
    }

    @Test func `the morning ends in the same state with and without a power cut after every step`() throws {
        let calm = try WardService()
        try work(calm, crashing: false)
        let expected = try standing(calm)
        let rough = try WardService()
        try work(rough, crashing: true)
        #expect(try standing(rough) == expected)

        let owed = "brain-mri metastatic-baseline T+4 due-soon"
        #expect(expected["W02"]?.first == owed + " T+10 0")
        #expect(expected["W03"]?.first == owed + " booked-late T+20 0")
        #expect(expected["W04"]?.dropFirst().first == "4 snooze brain-mri 12001 T+10 in-force")
        #expect(
            expected["W05"] == [
                owed + " 0", "5 snooze brain-mri 12001 12002 T+30 in-force", "22 ack brain-mri 12002 T+14 in-force",
                "5 12001 snooze brain-mri until T+30: abroad", "6 12002 second brain-mri confirms act 5",
                "22 12002 ack brain-mri until T+14",
            ])
        // The scan came with the export: the item the lease was on is another one's now.
        #expect(expected["W01"]?.contains("1 ack brain-mri 12001 T+14 in-force") == true)
        #expect(
            expected["W09"]?.contains("11 12001 record T-2 imaging mri-brain negative merged") == true,
            "\(expected["W09"] ?? [])")
        #expect(expected["W10"]?.contains("12 snooze brain-mri 12001 T+1 emergency") == true)
        #expect(expected["W11"]?.first == owed + " missed 1")
        #expect(expected["W12"]?.first == owed + " 0")
        #expect(expected["W14"]?.contains("18 12001 record T-3 imaging mri-brain negative 19") == true)
        for ward in [calm, rough] { try checkTrail(ward) }
    }

    /// All acts of the store stand in the trail, once each, and the chain is whole.
    private func checkTrail(_ ward: WardService) throws {
        let verified = try Person.anna.cnswatch(["audit", "verify"], ward)
        #expect(verified.status == 0, "\(verified.output)\(verified.talk)")
        let trail = try Person.anna.cnswatch(["audit", "-o", "ndjson"], ward)
        let acts = try trail.output.split(separator: "\n").compactMap { line in
            (try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["action"] as? Int
        }
        #expect(acts.count > 30 && acts == Array(1...acts.count), "\(acts)")
    }

    @Test func `a power cut in the middle of an act leaves it done or not done, in store and trail alike`() throws {
        let ward = try WardService()
        var done = 0
        for (number, mrn) in WardService.patients.enumerated() {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: ward.command)
            process.arguments = ["ack", mrn, "brain-mri"]
            process.environment = ["CNSWATCH_SOCKET": ward.service.socket, "PATH": "/usr/bin:/bin"]
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            // Earlier and later in the act from one patient to the next.
            usleep(UInt32(number) * 2_500)
            try ward.crash()
            process.waitUntilExit()
            let shown = try Person.visitor.cnswatch(["show", mrn, "-o", "json"], ward)
            let summary = try #require(
                try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [String: Any])
            let acts = try #require(summary["acts"] as? [Any]).count
            #expect(acts <= 1)
            // Whoever was told that it is done can rely on it.
            if process.terminationStatus == 0 { #expect(acts == 1, "\(mrn)") }
            done += acts
        }
        let trail = try Person.anna.cnswatch(["audit", "-o", "ndjson"], ward)
        let acts = try trail.output.split(separator: "\n").compactMap { line in
            (try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["action"] as? Int
        }
        #expect(acts == Array(1...max(done, 1)).filter { _ in done > 0 }, "\(acts), done \(done)")
        let verified = try Person.anna.cnswatch(["audit", "verify"], ward)
        #expect(verified.status == 0, "\(verified.output)\(verified.talk)")
    }
}

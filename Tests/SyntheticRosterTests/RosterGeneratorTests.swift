import CSVReading
import CivilCalendar
import ClinicalModel
import RosterModel
import Testing

@testable import SyntheticRoster

@Suite("The synthetic roster")
struct RosterGeneratorTests {
    private static let asOf = CivilDate("2026-01-20")!

    private func text(_ generator: RosterGenerator) -> (patients: [UInt8], events: [UInt8]) {
        var patients: [UInt8] = []
        var events: [UInt8] = []
        generator.writePatients { patients += $0 }
        generator.writeEvents { events += $0 }
        return (patients, events)
    }

    private func reading(
        _ patients: Int, seed: UInt64 = 1, asOf: CivilDate = asOf
    ) throws(RosterRefusal) -> RosterReading {
        let text = text(RosterGenerator(patients: patients, seed: seed, asOf: asOf))
        return try CSVReader().read(patientsCSV: text.patients, eventsCSV: text.events)
    }

    @Test func `the same numbers give the same bytes, and any other number gives others`() {
        let first = text(RosterGenerator(patients: 30, seed: 7, asOf: RosterGeneratorTests.asOf))
        let again = text(RosterGenerator(patients: 30, seed: 7, asOf: RosterGeneratorTests.asOf))
        let other = text(RosterGenerator(patients: 30, seed: 8, asOf: RosterGeneratorTests.asOf))
        let later = text(RosterGenerator(patients: 30, seed: 7, asOf: RosterGeneratorTests.asOf + .days(1)))
        #expect(first.patients == again.patients && first.events == again.events)
        #expect(first.patients != other.patients && first.events != other.events)
        #expect(first.patients != later.patients && first.events != later.events)
    }

    @Test func `the numbers of the generator are those of its published reference`() {
        // The first outputs of SplitMix64 for seed 1234567, as its authors' C code gives them.
        var random = SplitMix64(seed: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
        #expect(random.next() == 9_817_491_932_198_370_423)
    }

    @Test(arguments: [UInt64(0), 1, 2, .max], ["2026-01-20", "2024-02-29"])
    func `every row is accepted without a fault`(seed: UInt64, day: String) throws {
        let reading = try reading(600, seed: seed, asOf: #require(CivilDate(day)))
        #expect(reading.faults == [])
        #expect(reading.totals.patients == 600)
        #expect(reading.totals.rejectedRows == 0)
        #expect(Set(reading.roster.patients.map(\.mrn)).count == 600)
        let silent = (0..<600).filter { reading.roster.record(at: $0).events.isEmpty }
        #expect(silent.allSatisfy { Scenario.of(patient: $0, seed: seed) == .noDiagnosis })
    }

    @Test func `there are about twenty-five events a patient, in the order of their dates`() throws {
        let reading = try reading(2_000)
        #expect((20...30).contains(Double(reading.totals.events) / 2_000))
        for index in reading.roster.patients.indices {
            let days = reading.roster.record(at: index).events.map(\.date.first)
            #expect(days == days.sorted())
        }
    }

    @Test func `nothing but appointments is dated after the day of the export`() throws {
        var appointments = 0
        for event in try reading(1_000).roster.events where event.date.last > RosterGeneratorTests.asOf {
            guard case .appointment = event.content else {
                Issue.record("an event of row \(event.row) is still to come")
                continue
            }
            appointments += 1
        }
        #expect(appointments > 50)
    }

    @Test func `some dates are partial and most are not`() throws {
        let dates = try reading(1_000).roster.events.map(\.date)
        let partial = dates.count { !$0.isExact }
        #expect(partial > 50 && partial < dates.count / 10)
    }

    @Test(arguments: [UInt64(0), 1, 99, 1_234_567_890_123])
    func `two hundred patients have every story between them in its proportion`(seed: UInt64) {
        let stories = (0..<200).map { Scenario.of(patient: $0, seed: seed) }
        for scenario in Scenario.allCases { #expect(stories.count { $0 == scenario } == scenario.weight) }
        #expect(Scenario.deck.count == 200)
    }

    /// What a patient of each story must have for its phase, whatever the seed.
    @Test func `each story has what its phase is made of`() throws {
        let seed: UInt64 = 3
        let reading = try reading(1_000, seed: seed)
        let active = Set(
            ["tucatinib", "trastuzumab-deruxtecan", "neratinib", "pyrotinib", "lapatinib"].map { Agent($0) })
        for index in 0..<1_000 {
            let events = Array(reading.roster.record(at: index).events)
            func last(_ isWanted: (EventContent) -> Bool) -> CivilDate? {
                events.last { isWanted($0.content) }?.date.first
            }
            let local = last {
                if case .radiotherapy(let kind) = $0 { kind.isLocalTherapy } else { $0 == .surgery(.brainResection) }
            }
            let finding = last {
                if case .brainImaging(_, let result, _) = $0 {
                    result == .newLesions || result == .progression
                } else {
                    false
                }
            }
            let her2 = events.contains { if case .her2 = $0.content { true } else { false } }
            let metastatic = events.contains { $0.content == .diagnosis(.metastatic) }
            let status = last { if case .status = $0 { true } else { false } }
            let scenario = Scenario.of(patient: index, seed: seed)
            let asOf = RosterGeneratorTests.asOf
            let isCoherent =
                switch scenario {
                case .earlyDisease, .suspectedMetastasis:
                    !metastatic && finding == nil && events.contains { $0.content == .diagnosis(.early) }
                case .screeningDeNovo, .screeningRecurrent, .screeningSymptom, .screeningBrainSuspicion:
                    metastatic && finding == nil && local == nil && her2
                case .afterLocalTherapy, .afterSecondTherapy, .afterResection, .computedTomography, .resumed:
                    finding! < local! && asOf < local! + .months(24)
                case .longTerm: finding! < local! && asOf >= local! + .months(24)
                case .postOperative:
                    asOf.days(since: local!) <= 3
                        && last { if case .brainImaging = $0 { true } else { false } }! <= local!
                case .systemicTherapyAlone:
                    local == nil
                        && events.contains {
                            if case .drug(let agent, .start) = $0.content {
                                active.contains(agent) && $0.date.first > finding!
                            } else {
                                false
                            }
                        }
                case .observation: local == nil && last { $0 == .decision(.observe) }! > finding!
                case .drugStopped:
                    local == nil
                        && events.contains {
                            if case .drug(let agent, .stop) = $0.content { active.contains(agent) } else { false }
                        }
                case .equivocal:
                    last { $0 == .brainImaging(.mri, .equivocal, .unrecorded) }! > local! && finding! < local!
                case .undecided, .undecidedCritical: local == nil && asOf.days(since: finding!) <= 45
                case .leptomeningeal, .leptomeningealUntreated:
                    events.contains { $0.content == .leptomeningeal(.confirmed) }
                case .suspectedLeptomeningeal:
                    events.contains { $0.content == .leptomeningeal(.suspected) }
                        && !events.contains { $0.content == .leptomeningeal(.confirmed) }
                case .declined, .hospice, .transferred, .deceased:
                    // A few were seen once more.
                    events.count { $0.date.first > status! } <= 1
                case .her2Negative, .her2Equivocal:
                    her2 && !events.contains { $0.content == .her2(.threePlus) || $0.content == .her2(.amplified) }
                case .her2Unknown: !her2 && metastatic
                case .noDiagnosis: events.count == (her2 ? 1 : 0)
                }
            #expect(isCoherent, "patient \(index), \(scenario)")
        }
    }

    @Test func `most irradiated patients had their scan in time`() throws {
        let reading = try reading(2_000)
        let scanned = (0..<2_000).filter { index in
            switch Scenario.of(patient: index, seed: 1) {
            case .afterLocalTherapy: true
            default: false
            }
        }
        let late = scanned.filter { index in
            let last = reading.roster.record(at: index).events.last {
                if case .brainImaging = $0.content { true } else { false }
            }
            return last.map { RosterGeneratorTests.asOf > $0.date.first + .months(3) + .days(14) } ?? true
        }
        #expect(scanned.count == 170)
        #expect(late.count > 5 && late.count < 60)
    }

    @Test func `the sink is given pieces of bounded size and its error is passed on`() {
        struct Full: Error, Equatable {}
        var largest = 0
        let generator = RosterGenerator(patients: 3_000, seed: 1, asOf: RosterGeneratorTests.asOf)
        generator.writeEvents { largest = max(largest, $0.count) }
        #expect(largest > 65_000 && largest < 100_000)
        #expect(throws: Full()) { try generator.writePatients { _ throws(Full) in throw Full() } }
    }

    @Test func `no patients are a header`() {
        let text = text(RosterGenerator(patients: -1, seed: 1, asOf: RosterGeneratorTests.asOf))
        #expect(String(decoding: text.patients, as: UTF8.self).hasPrefix("mrn,family_name,given_name"))
        #expect(text.patients.count { $0 == 0x0A } == 1)
        #expect(text.events.count { $0 == 0x0A } == 1)
    }

    @Test func `the writer quotes what needs quotes and trims decimals`() {
        var csv = CSVWriter()
        csv.field("a,\"b\"")
        csv.field(thousandths: 12_500)
        csv.field(thousandths: 12_005)
        csv.field(thousandths: nil)
        csv.field(thousandths: 7_000)
        csv.endRow()
        var written: [UInt8] = []
        csv.flush(isLast: true) { written += $0 }
        #expect(String(decoding: written, as: UTF8.self) == "\"a,\"\"b\"\"\",12.5,12.005,,7\n")
    }
}

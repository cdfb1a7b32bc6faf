import CivilCalendar
import ClinicalModel
import ProtocolReading
import Surveillance
import TestSupport
import Testing

@testable import SyntheticRoster

/// That a synthetic roster looks like a clinic that follows its patients. The bounds are rough published ranges of
/// adherence, as `Adherence` says, widened by what chance does to five hundred patients.
@Suite("A synthetic clinic")
struct ClinicLikenessTests {
    private static let seeds: [UInt64] = [1, 7, 42, 1_234, .max]

    private static let clinics = Result {
        let protocols = try ProtocolReader.read(paths: [PackageFolder.protocolFile])
        let asOf = try #require(CivilDate("2026-12-01"))
        return seeds.map { SyntheticClinic(RosterGenerator(patients: 500, seed: $0, asOf: asOf), protocols) }
    }

    private func clinic(_ seed: UInt64) throws -> SyntheticClinic {
        try ClinicLikenessTests.clinics.get()[#require(ClinicLikenessTests.seeds.firstIndex(of: seed))]
    }

    /// The percentage of examinations that were in time.
    private func share(of examinations: [Bool]) -> Double {
        100 * Double(examinations.count { $0 }) / Double(max(examinations.count, 1))
    }

    @Test(arguments: seeds)
    func `a share of what is owed is overdue, most of mammograms`(seed: UInt64) throws {
        let clinic = try clinic(seed)
        let mammograms = clinic.overdueShare([.mammogram])
        #expect((5...25).contains(mammograms), "\(mammograms) %")
        #expect((1...14).contains(clinic.overdueShare([.visit])))
        #expect((3...14).contains(clinic.overdueShare([.brainMRI])))
        #expect(clinic.owed([.mammogram]).count > 100 && clinic.owed([.visit]).count > 100)
    }

    @Test(arguments: seeds)
    func `two of three mammograms are in time, and four of five scans`(seed: UInt64) throws {
        var (mammograms, scans): ([Bool], [Bool]) = ([], [])
        for (record, _) in try clinic(seed).patients {
            var last: (mammogram: CivilDate?, scan: CivilDate?, therapy: CivilDate?)
            var operated: CivilDate?
            for event in record.events {
                let day = event.date.first
                switch event.content {
                case .surgery(.lumpectomy), .surgery(.mastectomy): operated = day
                case .diagnosis(.metastatic): operated = nil
                case .bodyImaging(.mammogram, _):
                    if let operated {
                        mammograms.append(day <= (last.mammogram ?? operated) + .months(12) + .days(60))
                    }
                    last.mammogram = day
                case .radiotherapy(let kind) where kind.isLocalTherapy: (last.therapy, last.scan) = (day, nil)
                case .brainImaging(_, let result, _) where result == .stable || result == .response:
                    if let therapy = last.therapy {
                        let interval: Interval =
                            last.scan == nil ? .months(2) : day < therapy + .months(24) ? .months(3) : .months(4)
                        let due = (last.scan ?? therapy) + interval
                        scans.append(day <= due + .days(14))
                    }
                    last.scan = day
                case .diagnosis, .her2, .hormoneReceptor, .metastasis, .brainImaging, .bodyImaging, .leptomeningeal,
                    .csf, .surgery, .radiotherapy, .drug, .systemic, .symptom, .performance, .visit, .biopsy, .decision,
                    .contraindication, .interval, .appointment, .status:
                    break
                }
            }
        }
        #expect(mammograms.count > 150 && scans.count > 400)
        #expect((62...84).contains(share(of: mammograms)), "\(share(of: mammograms)) % of mammograms")
        #expect((70...88).contains(share(of: scans)), "\(share(of: scans)) % of scans")
    }

    @Test(arguments: seeds)
    func `nobody is years late, and few are later than one`(seed: UInt64) throws {
        let clinic = try clinic(seed)
        let late = clinic.owed().map { clinic.asOf.days(since: $0.window.latest) }
        #expect(late.max()! > 120 && late.max()! < 2 * 366)
        #expect(late.count { $0 > 365 } < 10)
    }

    @Test(arguments: seeds)
    func `a few patients in a hundred have something urgent`(seed: UInt64) throws {
        let clinic = try clinic(seed)
        func patients(_ least: Urgency) -> Int {
            clinic.patients.count { patient in
                patient.plan.items.map(\.followUp).contains {
                    $0.urgency.rank <= least.rank && $0.window.status(on: clinic.asOf) != .upcoming
                }
            }
        }
        #expect((8...30).contains(patients(.urgent)), "\(patients(.urgent))")
        #expect((1...6).contains(patients(.inpatient)), "\(patients(.inpatient))")
        #expect((25...65).contains(patients(.soon)), "\(patients(.soon))")
    }

    @Test(arguments: seeds)
    func `findings are treated within weeks: what is undecided is new`(seed: UInt64) throws {
        let clinic = try clinic(seed)
        let undecided = clinic.patients.filter { $0.plan.phase == .undecided }
        #expect((3...14).contains(undecided.count), "\(undecided.count)")
        let late = clinic.owed([.treatmentDecision]).map { clinic.asOf.days(since: $0.window.latest) }
        #expect(late.max()! <= 21)
    }

    @Test(arguments: seeds)
    func `it has what a clinic has: appointments, symptoms, gaps and contradictions, few men`(
        seed: UInt64
    ) throws {
        let clinic = try clinic(seed)
        let events = clinic.patients.flatMap(\.record.events)
        let booked = events.count {
            if case .appointment(_, .booked) = $0.content { $0.date.first > clinic.asOf } else { false }
        }
        #expect((40...200).contains(booked), "\(booked) appointments")
        let symptoms = events.count {
            if case .symptom(_, .onset) = $0.content { $0.date.first > clinic.asOf - .days(28) } else { false }
        }
        #expect((3...16).contains(symptoms), "\(symptoms) symptoms of the last weeks")
        let positive = clinic.patients.count { patient in
            patient.record.events.contains { [.her2(.threePlus), .her2(.amplified)].contains($0.content) }
        }
        #expect((465...495).contains(positive), "\(positive) positive")
        #expect((3...20).contains(clinic.owed([.dataCorrection]).count))
        #expect((1...14).contains(clinic.patients.count(where: \.record.patient.isMale)))
    }
}

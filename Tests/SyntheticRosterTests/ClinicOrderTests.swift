import CivilCalendar
import ClinicalModel
import ParallelMap
import ProtocolReading
import StaffWork
import Surveillance
import TestSupport
import Testing

@testable import SyntheticRoster

/// Whom the work-list of a clinic names first.
@Suite("The work-list of a synthetic clinic")
struct ClinicOrderTests {
    /// The places that decide, of one clinic: the lowest that must stand above, the highest that must stand below.
    private struct Boundary: Sendable {
        var mustPress: WorkListRank?
        var mayWait: WorkListRank?
    }

    @Test func `in 200 clinics of 500 what presses stands above every mammogram, visit and advisory item`() throws {
        let protocols = try ProtocolReader.read(paths: [PackageFolder.protocolFile])
        let asOf = try #require(CivilDate("2026-11-23"))
        let order = WorkListOrder(protocols.first.workList, on: asOf)
        var clinics = 0
        try parallelMap(200) { seed in
            ClinicOrderTests.boundary(
                RosterGenerator(patients: 500, seed: UInt64(seed), asOf: asOf), protocols, order)
        } take: { (seed: Int, boundary: Boundary) throws in
            let (pressing, waiting) = (try #require(boundary.mustPress), try #require(boundary.mayWait))
            #expect(pressing < waiting, "seed \(seed)")
            clinics += 1
        }
        #expect(clinics == 200)
    }

    private static func boundary(
        _ generator: RosterGenerator, _ protocols: ProtocolSet, _ order: WorkListOrder
    ) -> Boundary {
        var boundary = Boundary()
        for (_, plan) in SyntheticClinic(generator, protocols).patients {
            for owed in plan.items.map(\.followUp) {
                let rank = order.rank(owed.item, owed.urgency, owed.window, isHighRisk: plan.risk.isHigh)
                let status = owed.window.status(on: order.day)
                if owed.urgency.rank <= Urgency.soon.rank && status != .upcoming
                    || status == .overdue && owed.item.isImaging
                {
                    boundary.mustPress = max(boundary.mustPress ?? rank, rank)
                } else if [.mammogram, .visit].contains(owed.item) || owed.urgency == .advisory {
                    boundary.mayWait = min(boundary.mayWait ?? rank, rank)
                }
            }
        }
        return boundary
    }
}

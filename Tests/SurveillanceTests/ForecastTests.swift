import CivilCalendar
import ClinicalModel
import Surveillance
import Testing

/// What patients will need; the dates are reckoned by hand from protocol.md sections 5 to 7.
@Suite("The forecast")
struct ForecastTests {
    private static let treated =
        Histories.metastatic + ["2025-05-20,imaging,mri-brain,new-lesions", "2025-06-01,radiotherapy,srs,"]

    private func forecast(_ rows: [String], through last: String) throws -> PatientForecast {
        PatientForecast(
            for: try Histories.record(ForecastTests.treated + rows), try ShippedProtocol.set(),
            from: try #require(CivilDate("2025-11-23")), through: try #require(CivilDate(last)))
    }

    private func lines(_ rows: [String], through last: String = "2026-06-30") throws -> [String] {
        try forecast(rows, through: last).occasions.map { "\($0.item.rawValue) \($0.day) \($0.standing)" }
    }

    @Test func `what is owed comes first, and what follows if it is done on its day`() throws {
        #expect(
            try lines(["2025-09-01,imaging,mri-brain,stable"]) == [
                "brain-mri 2025-12-01 unbooked", "brain-mri 2026-03-01 projected", "brain-mri 2026-06-01 projected",
            ])
    }

    @Test func `an appointment is when it will be done, and what follows is reckoned from it`() throws {
        let rows = ["2025-09-01,imaging,mri-brain,stable", "2025-12-10,appointment,brain-mri,booked"]
        #expect(
            try lines(rows) == [
                "brain-mri 2025-12-10 booked", "brain-mri 2026-03-10 projected", "brain-mri 2026-06-10 projected",
            ])
    }

    @Test func `what is overdue stands at its due date, and is supposed to be done on the day of the forecast`() throws
    {
        #expect(
            try lines(["2025-08-01,imaging,mri-brain,stable"], through: "2026-04-30") == [
                "brain-mri 2025-11-01 unbooked", "brain-mri 2026-02-23 projected",
            ])
    }

    @Test func `no decision is supposed to be made`() throws {
        let lines = try lines(["2025-11-10,imaging,mri-brain,new-lesions"], through: "2026-03-31")
        #expect(
            lines == [
                "treatment-decision 2025-12-08 unbooked", "trial-evaluation 2025-12-08 unbooked",
                "brain-mri 2026-01-10 unbooked", "brain-mri 2026-03-10 projected",
            ])
    }

    @Test func `nothing is expected of a patient who is suspended`() throws {
        #expect(try lines(["2025-10-01,status,,hospice"]) == [])
    }

    @Test func `every owed item is counted once, in its week, before the first, or later`() throws {
        var forecast = Forecast(from: try #require(CivilDate("2025-11-23")), weeks: 2)
        #expect("\(forecast.firstWeek) \(forecast.last)" == "2025-11-17 2025-11-30")
        for rows in [
            ["2025-08-01,imaging,mri-brain,stable"], ["2025-08-25,imaging,mri-brain,stable"],
            ["2025-08-25,imaging,mri-brain,stable", "2025-11-27,appointment,brain-mri,booked"],
            ["2025-09-01,imaging,mri-brain,stable"],
        ] {
            forecast.add(try self.forecast(rows, through: "2025-11-30"), clinic: "North")
        }
        let lines = forecast.counts.map { key, count in
            "\(key.week?.description ?? "before") \(key.item.rawValue) \(key.clinic): \(count.booked) \(count.unbooked) \(count.projected)"
        }
        #expect(lines.sorted() == ["2025-11-24 brain-mri North: 1 1 0", "before brain-mri North: 0 1 0"])
        #expect(forecast.later == 1)
    }
}

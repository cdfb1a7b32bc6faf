import ControlInterface
import JSONText
import Testing

/// The messages of forecast, adherence and report: each has the members that the description names, and comes back as sent.
@Suite("The messages of forecast and report")
struct ForecastMessageTests: DescribedMessages {
    private static let reference = ProtocolReference(id: "p", version: "1", title: "t", fingerprint: "0")
    private static let notice = Notice(kind: "roster-stale", message: "The export is old.")
    private static let row = ForecastRow(
        week: "2026-11-23", item: "brain-mri", clinic: "North", booked: 1, unbooked: 2, projected: 3)
    private static let occasion = OccasionReport(
        mrn: "M1", clinic: "North", item: "brain-mri", rule: "long-term", urgency: "routine", earliest: "2026-01-01",
        due: "2026-01-15", latest: "2026-01-29", done: "2026-02-01", outcome: "late", daysLate: 3)
    private static let patient = PatientRow(
        mrn: "M1", pseudonym: "0a1b2c3d4e5f", familyName: "Sample", givenName: "Ann", birthDate: "1960-01",
        clinic: "North",
        phase: "long-term", incomplete: true, absentSince: "2026-11-01")
    private static let rule = RuleReport(
        rule: "long-term", items: ["brain-mri"], enabled: true, due: "", repeats: "4m", early: "14d", late: "14d",
        condition: "", urgency: "routine", grade: "guideline", source: "NCCN")

    @Test func `every type has the members that the description names, and comes back as it was`() throws {
        try hold(Self.row, against: members("type ForecastRow (").first)
        try hold(Self.occasion, against: members("type OccasionReport (").first)
        try hold(Self.patient, against: members("type PatientRow (").first)
        try hold(Self.rule, against: members("type RuleReport (").first)
    }

    @Test func `every method asks and answers in the members that the description names`() throws {
        let forecast = try members("method Forecast(")
        try hold(
            ForecastRequest(asOf: "2026-11-23", weeks: 4, clinic: "North", item: "brain-mri"), against: forecast.first)
        try hold(
            ForecastReport(
                asOf: "2026-11-23", protocol: Self.reference, firstWeek: "2026-11-23", weeks: 4, rows: [Self.row],
                later: 5, patients: 6, done: 7, notices: [Self.notice]), against: forecast.last)
        let adherence = try members("method Adherence(")
        try hold(
            AdherenceRequest(
                asOf: "2026-11-23", since: "2025-11-23", clinic: "North", item: "brain-mri", limit: 10, after: 7),
            against: adherence.first)
        try hold(
            AdherencePage(
                asOf: "2026-11-23", since: "2025-11-23", protocol: Self.reference, occasions: [Self.occasion],
                undated: 1, patients: 5, done: 3, next: 17, notices: [Self.notice]), against: adherence.last)
        let patients = try members("method Patients(")
        try hold(PatientsRequest(text: "ann", limit: 10, after: 7), against: patients.first)
        try hold(
            PatientsPage(patients: [Self.patient], total: 2, next: 17, notices: [Self.notice]), against: patients.last)
        try hold(
            ProtocolReport(protocol: Self.reference, effective: "2026-01-01", rules: [Self.rule]),
            against: members("method Protocol() -> (").last)
    }
}

import CivilCalendar
import ClinicalModel
import RosterModel

/// Writes a roster as the two tables that `CSVReader` reads back to the same plans.
///
/// Rejected rows, and questions whose record made no event, become rows that are rejected again, so that their patients
/// stay incomplete.
public struct RosterTables: Sendable {
    private let reading: RosterReading
    private static let pieceSize = 65_536

    /// Creates the tables of a reading.
    public init(_ reading: RosterReading) { self.reading = reading }

    /// Writes `patients.csv` in pieces, each valid during the call only. Rethrows what the sink throws.
    public func writePatients<Failure: Error>(
        to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        var text = RosterTables.row(PatientColumn.allCases.map(\.rawValue))
        for person in reading.roster.patients {
            text += RosterTables.row([
                person.mrn, person.familyName, person.givenName, person.birthDate?.description ?? "", person.sex,
                person.clinic, person.clinician,
            ])
            try RosterTables.flush(&text, to: sink)
        }
        try RosterTables.flush(&text, isLast: true, to: sink)
    }

    /// Writes `events.csv` in the same way.
    public func writeEvents<Failure: Error>(
        to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        let roster = reading.roster
        var text = RosterTables.row([
            "mrn", "date", "event", "detail", "result", "site", "count", "size_mm", "value", "note",
        ])
        var open = reading.questions[...]
        for index in roster.patients.indices {
            let record = roster.record(at: index)
            for event in record.events {
                let words = EventWords(event)
                text += RosterTables.row([
                    record.patient.mrn, words.date, words.event, words.detail, words.result, words.site, words.count,
                    words.size, words.value, roster.places.place(ofRow: Int(event.row))?.description ?? "",
                ])
            }
            var setAside = Int(record.rejectedRows)
            while let question = open.first, Int(question.patient) == index {
                open.removeFirst()
                guard question.kind.setsRecordAside else { continue }
                setAside -= 1
                text += RosterTables.row([
                    record.patient.mrn, question.date?.description ?? "", "question", question.kind.rawValue, "", "",
                    "", "", "",
                    "\(question.reason); \(question.remedy)",
                ])
            }
            for _ in 0..<max(setAside, 0) {
                text += RosterTables.row([
                    record.patient.mrn, "", "set-aside", "", "", "", "", "", "", "a resource that could not be read",
                ])
            }
            try RosterTables.flush(&text, to: sink)
        }
        try RosterTables.flush(&text, isLast: true, to: sink)
    }

    private static func row(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") + "\n" }

    private static func quoted(_ field: String) -> String {
        // A lone carriage return ends a line too. Blanks that the reader would trim are not preserved.
        guard field.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }

    private static func flush<Failure: Error>(
        _ text: inout String, isLast: Bool = false, to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        guard isLast ? !text.isEmpty : text.utf8.count >= pieceSize else { return }
        let outcome = text.withUTF8 { bytes -> Result<Void, Failure> in
            do throws(Failure) {
                return .success(try sink(UnsafeRawBufferPointer(bytes)))
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
        text = ""
    }
}
